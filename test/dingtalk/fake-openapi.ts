import type { Endpoint, Input, OpenApi } from '../../src/dingtalk/openapi/endpoint.ts'

/** The API client as a function from path and body to the JSON that DingTalk would send; remembers the calls. */
export function fakeOpenApi(
  answer: (path: string, body: Readonly<Record<string, unknown>>) => unknown,
) {
  const calls: { path: string; body: Readonly<Record<string, unknown>> }[] = []
  const openapi: OpenApi = {
    async call<Output>(api: Endpoint<Output>, { body = {} }: Input = {}) {
      calls.push({ path: api.path, body })
      await Promise.resolve()
      return api.answer.parse(answer(api.path, body))
    },
  }
  return { openapi, calls }
}
