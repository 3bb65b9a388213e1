import { Passkeys } from './Passkeys'
import { Password } from './Password'
import { Sessions } from './Sessions'

/** How one signs in, and where one is. */
export default function SecuritySettings() {
  return (
    <>
      <Passkeys />
      <Password />
      <Sessions />
    </>
  )
}
