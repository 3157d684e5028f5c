import type { createClient } from './client.ts'

/** The card calls of one client, with a card that is right where nothing else is said. */
export function createCardCalls(client: ReturnType<typeof createClient>) {
  const path = '/v1.0/card/instances'
  const buttons = JSON.stringify({
    msgButtons: [
      { text: 'Approve', color: 'blue', id: 'approve', request: true, params: { change: '42' } },
    ],
  })
  const group = 'dtv1.card//IM_GROUP.cidS4ndb0xGr0up+A/1=='
  const body = (more: object = {}) => ({
    cardTemplateId: '1366a1eb-bc54-4859-ac88-517c56a9acb1.schema',
    outTrackId: 'card-1',
    callbackType: 'STREAM',
    userIdType: 1,
    cardData: {
      cardParamMap: {
        title: 'Change 42',
        markdown: '**Add**',
        tips: 'soon',
        sys_full_json_obj: buttons,
      },
    },
    openSpaceId: group,
    imGroupOpenSpaceModel: { supportForward: false },
    imGroupOpenDeliverModel: { robotCode: client.clientId, atUserIds: { boss002: '周航' } },
    ...more,
  })
  const create = (more: object = {}) => client.api(`${path}/createAndDeliver`, body(more))
  const update = (more: object) => client.api(path, { outTrackId: 'card-1', ...more }, 'PUT')
  const single = (userid: string) => ({
    openSpaceId: `dtv1.card//IM_ROBOT.${userid}`,
    imRobotOpenSpaceModel: { supportForward: false },
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: client.clientId },
  })
  return { path, group, create, update, single }
}
