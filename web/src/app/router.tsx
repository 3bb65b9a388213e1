import { createBrowserRouter, type RouteObject } from 'react-router'

import { Crash, NotFound } from './Crash'
import { domains, settingsEntries } from './domains'
import { OpenPages } from './OpenPages'
import { SettingsIndex } from './SettingsIndex'
import { Shell } from './Shell'
import { SignedIn } from './SignedIn'
import { Splash } from './Splash'

const open = domains.flatMap(({ openRoutes }) => openRoutes ?? [])
const inside = domains.flatMap(({ routes }) => routes ?? [])

const settings: RouteObject = {
  path: 'settings',
  lazy: async () => ({ Component: (await import('./Settings')).Settings }),
  children: [
    { index: true, element: <SettingsIndex /> },
    ...settingsEntries.map(({ path, route }) => ({ ...route, path })),
  ],
}

/** Makes the router: open pages, and the shell with the pages of every domain. */
export function makeRouter() {
  return createBrowserRouter([
    {
      errorElement: <Crash />,
      hydrateFallbackElement: <Splash />,
      children: [
        { element: <OpenPages />, children: open },
        {
          element: <SignedIn />,
          children: [
            {
              element: <Shell />,
              children: [
                {
                  errorElement: <Crash />,
                  children: [...inside, settings, { path: '*', element: <NotFound /> }],
                },
              ],
            },
          ],
        },
      ],
    },
  ])
}
