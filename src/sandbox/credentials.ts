/** The one app of the sandbox's company. Its secret guards nothing. */
export const credentials = {
  clientId: 'dingsandbox5a4d0001',
  clientSecret: 'not-a-secret-only-for-the-sandbox',
  rbacAgentId: '1234567890',
} as const
