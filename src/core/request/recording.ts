import type { Details, Request } from '../model/request.ts'
import type { Requests } from '../ports.ts'

/**
 * Has every step of a change say in its record what it is about (a record is read, and found by its role, alone), and
 * remember whether it was taken before the state it left had been shown.
 */
export function recording(requests: Requests): Requests {
  return {
    ...requests,
    move(request, transition) {
      const { overtook = false } = request.details
      const details = {
        ...transition.details,
        ...(overtakes(request) !== overtook && { overtook: !overtook }),
      }
      const record = { ...about({ ...request.details, ...details }), ...transition.record }
      return requests.move(request, { ...transition, details, record })
    },
  }
}

/** What is being worked on is not shown itself: it hands on what it overtook. */
function overtakes({ deliveryPending, status, details }: Request): boolean {
  return deliveryPending || (status === 'running' && details.overtook === true)
}

function about({ command, line, touch }: Details): Readonly<Record<string, unknown>> {
  return touch === undefined ? {} : { command, line, role: touch.role }
}
