/**
 * What DingTalk has and this sandbox lacks, as far as openapi.md (2.12, 3 to 5), stream-and-cards.md (4, 5) and public clients name it:
 * paths of the old family, and of the new one with their methods.
 */
export const lackingPaths = {
  old: [
    '/topapi/authorization/rbac/role/remove',
    '/topapi/authorization/rbac/role/name/update',
    '/topapi/authorization/rbac/role/action/update',
    '/topapi/authorization/rbac/role/resource/update',
    '/topapi/authorization/rbac/role/member/add',
    '/topapi/authorization/rbac/role/member/remove',
    '/topapi/authorization/rbac/role/member/list',
    '/topapi/v2/user/getbymobile',
    '/topapi/v2/user/getuserinfo',
    '/topapi/v2/user/list',
    '/topapi/user/getbyunionid',
    '/topapi/user/listid',
    '/topapi/user/count',
    '/topapi/v2/department/listsubid',
    '/department/get',
    '/user/get_admin',
    '/chat/send',
    '/robot/send',
    '/media/upload',
  ],
  fresh: [
    'POST /v1.0/contact/users/search',
    'POST /v1.0/contact/departments/search',
    'GET /v1.0/contact/users/batch/get',
    'GET /v1.0/contact/users/{userId}/managemementResources',
    'GET /v1.0/contact/resources/{resourceId}/managementMembers',
    'POST /v1.0/contact/managementGroups',
    'GET /v1.0/contact/managementGroups',
    'PUT /v1.0/contact/managementGroups/{groupId}',
    'DELETE /v1.0/contact/managementGroups/{groupId}',
    'POST /v1.0/contact/secondaryAdministrators/managementGroups',
    'GET /v1.0/contact/rbac/administrativeGroups/baseInfos',
    'POST /v1.0/robot/groupMessages/recall',
    'POST /v1.0/robot/otoMessages/batchRecall',
    'POST /v1.0/robot/messageFiles/download',
    'PUT /v1.0/card/instances/spaces',
    'PUT /v1.0/card/streaming',
    'POST /v1.0/card/callbacks/register',
    'POST /v1.0/card/templates/copy',
    'POST /v1.0/card/tops/close',
    'POST /v1.0/im/interactiveCards/send',
    'POST /v1.0/im/v1.0/robot/interactiveCards/send',
    'PUT /v1.0/im/robots/interactiveCards',
    'GET /v1.0/h3yun/roles',
    'GET /v1.0/h3yun/roles/roleUsers',
    'POST /v2.0/yida/forms/resources/roles',
    'POST /v2.0/yida/forms/resources/roles/upsert',
    'POST /v2.0/yida/forms/resources/roles/remove',
    'GET /v1.0/resident/industryRoles/users',
    'POST /v1.0/amdp/employeeRoles/datas/push',
    'POST /v2.0/im/topBoxes/close',
  ],
} as const

const patterns = [...lackingPaths.old, ...lackingPaths.fresh].map(line => ({
  line,
  pattern: new RegExp(`^${line.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
}))

/** Says that the sandbox lacks it; undefined where DingTalk has no such path either, as far as is known. A method belongs to the new family only. */
export function saysLacking(asked: string): string | undefined {
  const known = patterns.find(({ pattern }) => pattern.test(asked))
  return known && `the sandbox does not have ${known.line}, DingTalk has: see docs/sandbox.md`
}
