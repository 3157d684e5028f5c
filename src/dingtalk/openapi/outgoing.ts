import type { Endpoint, Input } from './endpoint.ts'
import type { Hosts } from './hosts.ts'
import type { Outgoing } from './http.ts'

/** A call as HTTP. Where the token goes decides the family: in the query of oapi, in a header of v1.0 (openapi.md 8 no. 3). */
export function outgoing(hosts: Hosts, api: Endpoint, input: Input, token?: string): Outgoing {
  const isOld = api.family === 'oapi'
  const query = new URLSearchParams({
    ...(isOld && token !== undefined && { access_token: token }),
    ...input.query,
  }).toString()
  const url = `${isOld ? hosts.oapi : hosts.api}${api.path}${query && `?${query}`}`
  const headers = {
    // Without it the new family may answer XML (stream-and-cards.md 1.1).
    accept: 'application/json',
    ...(!isOld && token !== undefined && { 'x-acs-dingtalk-access-token': token }),
    ...(api.method !== 'GET' && { 'content-type': 'application/json' }),
  }
  if (api.method === 'GET') return { url, method: api.method, headers }
  return { url, method: api.method, headers, body: JSON.stringify(input.body ?? {}) }
}
