import '@fontsource-variable/commissioner/flar.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@/kit/styles/tokens.css'
import '@/kit/styles/base.css'

import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'

import { makeQueryClient } from '@/app/queries'
import { makeRouter } from '@/app/router'
import { startI18n } from '@/kit/i18n'
import { Toaster } from '@/kit/Toast'
import { TooltipProvider } from '@/kit/Tooltip'

await startI18n()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <TooltipProvider delayDuration={400}>
          <RouterProvider router={makeRouter()} />
          <Toaster />
        </TooltipProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
