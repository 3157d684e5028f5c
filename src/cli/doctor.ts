import type { Config } from '../config.ts'
import type { I18n } from '../core/i18n.ts'
import type { Metrics } from '../core/ports.ts'
import { checkCardPermission } from '../dingtalk/chat/cards.ts'
import { createDingTalk } from '../dingtalk/dingtalk.ts'
import { createApps } from '../dingtalk/directory/apps.ts'
import { serverTime } from '../dingtalk/openapi/http.ts'
import { askGateway, CredentialsRefusedError } from '../dingtalk/stream/gateway.ts'
import type { Check } from '../doctor/check.ts'
import { createDoctor } from '../doctor/doctor.ts'
import { commandNames } from '../load-commands.ts'
import { loadPolicy } from '../policy-file.ts'
import { createRedactor } from '../redact.ts'
import { systemClock } from '../runtime/clock.ts'
import { version } from '../runtime/version.ts'
import { openAudit } from '../store/open-audit.ts'
import { quiet } from './quiet.ts'

const uncounted: Pick<Metrics, 'apiCall'> = { apiCall() {} }

/** Examines the configuration against DingTalk as it is, prints one line a check, and says whether none failed. */
export async function runDoctor(
  config: Config,
  i18n: I18n,
  print: (line: string) => void,
): Promise<boolean> {
  const clock = systemClock
  const dingtalk = createDingTalk(config, { clock, log: quiet, metrics: uncounted })
  const { openapi, live, hosts } = dingtalk
  const root = 1
  const examine = createDoctor({
    region: config.region,
    token: openapi.authenticate,
    permissions: [
      { api: '/topapi/role/list', probe: live.roles.groups },
      {
        api: '/topapi/role/simplelist',
        async probe() {
          const [role] = (await live.roles.groups()).flatMap(({ roles }) => roles)
          if (role) await live.roles.members(role.id)
        },
      },
      { api: '/topapi/user/listadmin', probe: live.admins.levels },
      { api: '/topapi/v2/department/get', probe: () => live.departments.get(root) },
    ],
    visibleDepartments: async () => (await createApps(openapi).scopes()).departments,
    adminCount: async () => (await live.admins.levels()).size,
    cardPermission: () => checkCardPermission(openapi),
    async gateway() {
      try {
        const gateway = {
          ...config,
          apiUrl: hosts.api,
          version,
          allowsEndpoint: hosts.allowsSocket,
        }
        await askGateway(gateway, AbortSignal.timeout(10_000))
        return 'open'
      } catch (error) {
        if (error instanceof CredentialsRefusedError) return 'rejected'
        throw error
      }
    },
    async openDatabase() {
      const opened = await openAudit(config.databaseUrl, quiet)
      await opened?.audit.head().finally(opened.close)
    },
    async policyProblems() {
      const loaded = await loadPolicy(config.policyFile, await commandNames())
      return loaded.ok ? [] : loaded.problems
    },
    serverTime: () => serverTime(hosts.api),
    now: clock.now,
  })
  const checks = await examine()
  const hide = createRedactor([config.clientSecret])
  for (const check of checks) print(line(check, i18n, text => String(hide(text))))
  await dingtalk.close()
  const well = checks.every(({ state }) => state !== 'failed')
  print(i18n.t(well ? 'doctor.well' : 'doctor.ill'))
  return well
}

/** One line a check, with what it is about: `ok permission (/topapi/role/list)`. */
function line(check: Check, i18n: I18n, hide: (text: string) => string): string {
  const about = [check.params.api, check.params.count, check.params.region].find(Boolean)
  const is = i18n.t(`doctor.is.${check.id}`)
  const what = about === undefined ? is : `${is} (${about})`
  if (!('problem' in check)) return i18n.t(`doctor.${check.state}`, { what })
  const key = `doctor.${check.problem}` as const
  const problem = hide(i18n.plainMessage({ key, params: { api: is, scopes: '', ...check.params } }))
  return i18n.t(`doctor.${check.state}`, { what: is, problem })
}
