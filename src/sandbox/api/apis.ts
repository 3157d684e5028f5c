import { cardCalls } from '../cards/calls.ts'
import type { CardState } from '../cards/card.ts'
import { createDeliverer } from '../cards/deliverer.ts'
import type { Templates } from '../cards/templates.ts'
import type { Conversations } from '../chat/conversations.ts'
import type { Sessions } from '../chat/sessions.ts'
import type { Company } from '../company/company.ts'
import { credentials } from '../credentials.ts'
import type { Faults } from '../faults.ts'
import { departmentParents, departments, listSimple } from '../oapi/departments.ts'
import { createOapi } from '../oapi/oapi.ts'
import { rbac } from '../oapi/rbac.ts'
import { roleMembers, roleScope } from '../oapi/role-members.ts'
import { roleList, roleReads } from '../oapi/role-reads.ts'
import { roleWrites } from '../oapi/role-writes.ts'
import { admins, authScopes, users } from '../oapi/users.ts'
import { webhook } from '../oapi/webhook.ts'
import type { Tickets } from '../stream/tickets.ts'
import { createApi } from '../v1/api.ts'
import { gatewayCall } from '../v1/gateway.ts'
import { robotCalls } from '../v1/robot.ts'
import { oldTokenCall, tokenCalls } from '../v1/token.ts'
import { createRate } from './rate.ts'
import type { Tokens } from './tokens.ts'

/** Both families of DingTalk's server API over one company. */
export function createApis(deps: {
  company: Company
  conversations: Conversations
  sessions: Sessions
  cards: Map<string, CardState>
  cardsChanged: () => void
  faults: Faults
  tokens: Tokens
  tickets: Tickets
  templates: Templates
  qps: number
  now: () => number
  endpoint: string
}) {
  const { company, conversations, sessions, cards, faults, tokens, tickets, qps, now } = deps
  const { clientId, clientSecret, rbacAgentId } = credentials
  const auth = { tokens, clientId, clientSecret, corpId: company.corpId }
  const gate = { tokens, faults, rate: createRate({ now, qps }) }
  const deliver = createDeliverer({ company, conversations, faults, now })
  const { templates, endpoint, cardsChanged: changed } = deps

  return {
    oapi: createOapi({
      ...gate,
      clientId,
      qps,
      routes: {
        ...oldTokenCall(auth),
        ...roleList(company),
        ...roleReads(company),
        ...roleWrites(company),
        ...roleMembers({ company, faults }),
        ...roleScope(company),
        ...users(company),
        ...admins(company),
        ...listSimple(company),
        ...departments(company),
        ...departmentParents(company),
        ...authScopes,
        ...rbac({ company, agentId: rbacAgentId }),
        ...webhook({ conversations, sessions, faults, now }),
      },
    }),
    api: createApi({
      ...gate,
      routes: {
        ...tokenCalls(auth),
        ...gatewayCall({ tickets, faults, clientId, clientSecret, endpoint }),
        ...cardCalls({ cards, company, faults, deliver, clientId, templates, now, changed }),
        ...robotCalls({ company, conversations, clientId, now }),
      },
    }),
  }
}
