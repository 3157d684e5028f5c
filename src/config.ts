import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'

const hosts = {
  com: { api: 'https://api.dingtalk.com', oapi: 'https://oapi.dingtalk.com' },
  io: { api: 'https://api.dingtalk.io', oapi: 'https://oapi.dingtalk.io' },
} as const

/** The public "markdown + buttons" template of DingTalk's SDK team: no template of one's own is needed. */
const publicTemplate = '1366a1eb-bc54-4859-ac88-517c56a9acb1.schema'

const word = z.string().regex(/^\S+$/u)
const url = z.url({ protocol: /^https?$/u }).transform(text => text.replace(/\/+$/u, ''))
const number = (least: number, most: number) =>
  z.string().regex(/^\d+$/u).transform(Number).pipe(z.number().min(least).max(most))

const place = z.union([z.ipv4(), z.ipv6(), z.hostname()])

const environment = z.object({
  DINGTALK_CLIENT_ID: word,
  DINGTALK_CLIENT_SECRET: word,
  DINGTALK_CORP_ID: word,
  DINGTALK_REGION: z.enum(['com', 'io']).default('com'),
  DINGTALK_API_URL: url.optional(),
  DINGTALK_OAPI_URL: url.optional(),
  DINGTALK_CARD_TEMPLATE_ID: z
    .string()
    .regex(/^\S+\.schema$/u)
    .default(publicTemplate),
  DINGTALK_RBAC_AGENT_ID: word.optional(),
  DINGTALK_QPS: number(1, 60).default(20),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/u)
    .default('file:data/rolekeeper.db'),
  POLICY_FILE: z.string().optional(),
  LOCALE: z.enum(['en', 'zh']).default('en'),
  HOST: place.default('127.0.0.1'),
  PORT: number(0, 65535).default(8080),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
})

export type Config = ReturnType<typeof toConfig>
type Setting = keyof z.input<typeof environment>

/** What is wrong with a setting; its value is not in it, because it may be a secret. */
interface Problem {
  readonly name: Setting
  readonly kind: 'missing' | 'wrong'
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | {
      readonly ok: false
      readonly problems: readonly Problem[]
      /** Nothing at all is set: somebody is looking at this for the first time. */
      readonly empty: boolean
      readonly locale: 'en' | 'zh'
    }

/** Reads the configuration once, from the environment and a .env file in the working directory; the environment wins. */
export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  file = readEnvFile(),
): ConfigResult {
  // An empty value is one that was not filled in.
  const given = Object.fromEntries(
    settings.map(name => [name, (env[name] ?? file[name])?.trim() || undefined]),
  )
  const parsed = environment.safeParse(given)
  if (parsed.success) return { ok: true, config: toConfig(parsed.data) }
  const names = new Set(parsed.error.issues.map(issue => issue.path[0]))
  return {
    ok: false,
    problems: settings
      .filter(name => names.has(name))
      .map(name => ({ name, kind: given[name] === undefined ? 'missing' : 'wrong' })),
    empty: settings.every(name => given[name] === undefined),
    locale: given.LOCALE === 'zh' ? 'zh' : 'en',
  }
}

/** This process's environment for one that is started from here: `changed` replaces what is set, `usual` fills in what is not. */
export const environmentWith = (
  changed: Readonly<Record<string, string>>,
  usual: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv => ({ ...usual, ...process.env, ...changed })

const settings = environment.keyof().options

function toConfig(env: z.output<typeof environment>) {
  const region = hosts[env.DINGTALK_REGION]
  return {
    clientId: env.DINGTALK_CLIENT_ID,
    clientSecret: env.DINGTALK_CLIENT_SECRET,
    corpId: env.DINGTALK_CORP_ID,
    region: env.DINGTALK_REGION,
    api: env.DINGTALK_API_URL ?? region.api,
    oapi: env.DINGTALK_OAPI_URL ?? region.oapi,
    overridden: env.DINGTALK_API_URL !== undefined || env.DINGTALK_OAPI_URL !== undefined,
    cardTemplateId: env.DINGTALK_CARD_TEMPLATE_ID,
    rbacAgentId: env.DINGTALK_RBAC_AGENT_ID,
    qps: env.DINGTALK_QPS,
    databaseUrl: env.DATABASE_URL,
    policyFile: env.POLICY_FILE,
    locale: env.LOCALE,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
  }
}

function readEnvFile(): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'))
  } catch {
    return {}
  }
}
