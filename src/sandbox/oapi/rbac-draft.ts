import { z } from 'zod'
import { text } from './fields.ts'

export const contactScope = z.object({
  dept_ids: z.array(z.int()).default([]),
  userids: z.array(z.string()).default([]),
  include_member_depts: z.boolean().default(false),
  include_self_manage_depts: z.boolean().default(false),
})

/** OpenRoleCreateVo, with its condition inside the action (openapi.md 3.3); a role id must not be given. */
export const roleCreate = z.strictObject({
  open_role_name: text,
  open_resources: z.array(z.string()).default([]),
  open_action: z
    .strictObject({
      action_ids: z.array(z.string()).default([]),
      open_condition: z.strictObject({ open_contact_scope: contactScope }).optional(),
    })
    .optional(),
  open_members: z
    .array(
      z.strictObject({
        member_type: z.literal('user'),
        member_id: text,
        belong_corpid: text,
        operate_userid: text,
      }),
    )
    .default([]),
})
