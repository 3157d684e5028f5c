import { callFinding } from './call-finding.ts'
import {
  type CallProblem,
  type Check,
  doubtful,
  type Finding,
  failed,
  ok,
  skipped,
} from './check.ts'
import { examineCredentials } from './credentials.ts'
import { examineClock, examineDatabase, examinePolicy, type Surroundings } from './surroundings.ts'

/** What the doctor tries. Calls to DingTalk throw as the OpenAPI client does, and none of them changes or posts anything. */
export interface DoctorProbes extends Surroundings {
  readonly region: 'com' | 'io'
  /** Fetches an access token. */
  token(): Promise<unknown>
  /** A harmless call for each permission point, named as people know it: `/topapi/role/list`. */
  readonly permissions: readonly { readonly api: string; probe(): Promise<unknown> }[]
  /** auth/scopes: the departments the app may see; 1 among them is everybody. */
  visibleDepartments(): Promise<readonly number[]>
  /** How many administrators listadmin knows. */
  adminCount(): Promise<number>
  /** Resolves where the app may write cards. */
  cardPermission(): Promise<unknown>
  /** Asks the gateway for a connection without opening it; `rejected` is its 401. */
  gateway(): Promise<'open' | 'rejected'>
}

const root = 1
const everybody = (departments: readonly number[]) => departments.includes(root)

/** Builds the examination: each check gives its line, none throws, and without a token those that need one are skipped. */
export function createDoctor(patient: DoctorProbes): () => Promise<readonly Check[]> {
  async function visible() {
    const departments = await patient.visibleDepartments()
    if (everybody(departments)) return ok()
    return doubtful('partial', { departments: departments.join(', ') })
  }

  async function admins() {
    const count = await patient.adminCount()
    return count > 0 ? ok({ count: String(count) }) : failed('none')
  }

  async function stream() {
    return (await patient.gateway()) === 'open' ? ok() : failed('rejected')
  }

  async function probe({ api, probe }: DoctorProbes['permissions'][number]): Promise<Check> {
    const look = async () => {
      await probe()
      return ok({ api })
    }
    return { id: 'permission', ...(await called<never>(api, look)) }
  }

  async function card() {
    await patient.cardPermission()
    return ok()
  }

  const withToken = (): Promise<Check>[] => [
    ...patient.permissions.map(probe),
    called<'partial'>('/auth/scopes', visible).then(found => ({ id: 'visible', ...found })),
    called<'none'>('/topapi/user/listadmin', admins).then(found => ({ id: 'admins', ...found })),
    called<never>('/v1.0/card/instances', card).then(found => ({ id: 'card', ...found })),
    called<'rejected'>('/v1.0/gateway/connections/open', stream).then(found => ({
      id: 'stream',
      ...found,
    })),
  ]

  return async () => {
    const surroundings = [examineDatabase, examinePolicy, examineClock].map(look => look(patient))
    const [credentials, region] = await examineCredentials(patient)
    const rest = credentials.state === 'ok' ? await Promise.all(withToken()) : withoutToken
    return [credentials, region, ...rest, ...(await Promise.all(surroundings))]
  }
}

const withoutToken = (['permission', 'visible', 'admins', 'card', 'stream'] as const).map(
  id => ({ id, ...skipped() }) satisfies Check,
)

/** A check that is a call: what it throws is a finding. */
async function called<P>(
  api: string,
  look: () => Promise<Finding<P>>,
): Promise<Finding<P | CallProblem>> {
  try {
    return await look()
  } catch (error) {
    return callFinding(error, { api })
  }
}
