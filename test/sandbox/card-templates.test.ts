import { describe, expect, test } from '@jest/globals'
import { createCardCalls } from './card-calls.ts'
import { start } from './start.ts'

const button = {
  text: 'Approve',
  color: 'blue',
  id: 'approve',
  request: true,
  params: { change: '42' },
}
const withButton = (more: object = {}) => JSON.stringify({ ...more, msgButtons: [button] })

const known = [
  [
    'Markdown card',
    '589420e2-c1e2-46ef-a5ed-b8728e654da9.schema',
    { title: 'Members', markdown: '- Li Si', logo: '@lALPDf000' },
    { title: 'Members', markdown: '- Li Si', tips: '', buttons: [] },
  ],
  [
    'Markdown + buttons',
    '1366a1eb-bc54-4859-ac88-517c56a9acb1.schema',
    { title: 'Change', markdown: '**Add**', tips: 'soon', sys_full_json_obj: withButton() },
    { title: 'Change', markdown: '**Add**', tips: 'soon', buttons: [{ id: 'approve' }] },
  ],
  [
    'AI card, finished',
    '382e4302-551d-4880-bf29-a30acfab2e71.schema',
    {
      flowStatus: '3',
      msgTitle: 'Change',
      staticMsgContent: 'Remove Li Si',
      msgContent: 'from 1203141',
      sys_full_json_obj: withButton({
        order: ['msgTitle', 'staticMsgContent', 'msgContent', 'msgButtons'],
      }),
    },
    {
      title: 'Change',
      markdown: 'Remove Li Si\n\nfrom 1203141',
      tips: '',
      buttons: [{ id: 'approve' }],
    },
  ],
  [
    'AI card, still writing: its buttons come in the end',
    '382e4302-551d-4880-bf29-a30acfab2e71.schema',
    { flowStatus: '2', msgTitle: 'Change', msgContent: 'Remo', sys_full_json_obj: withButton() },
    { title: 'Change', markdown: 'Remo', buttons: [] },
  ],
  [
    'RPA plugin card',
    '7f538f6d-ebb7-4533-a9ac-61a32da094cf.schema',
    { goal: 'Tidy up', processFlag: '1', plan: '1. look' },
    { title: 'Tidy up', markdown: '1. look', buttons: [] },
  ],
] as const

test.each(known)(
  '%s is there, with its own variables',
  async (_, cardTemplateId, cardParamMap, view) => {
    const { sandbox, client } = await start()
    const made = await createCardCalls(client).create({
      cardTemplateId,
      cardData: { cardParamMap },
    })
    expect(made).toMatchObject({ status: 200, body: { success: true } })
    expect(sandbox.view('card-1')).toMatchObject(view)
  },
)

describe("a template of one's own", () => {
  const own = 'db56f2c2-f609-4878-9a34-46f6a0194a73.schema'
  const cardParamMap = {
    status: 'pending',
    reason: '*new* <b>job</b>',
    sys_full_json_obj: withButton(),
  }
  const body = { cardTemplateId: own, cardData: { cardParamMap } }

  test('does not exist', async () => {
    const { client } = await start()
    expect(await createCardCalls(client).create(body)).toMatchObject({
      status: 400,
      body: { code: 'param.templateNotExist' },
    })
  })
  test('is taken where any is, shows its variables as text, and can be pressed', async () => {
    const { sandbox, client } = await start({ templates: 'any' })
    await client.connect(() => ({ response: {} }))
    expect(await createCardCalls(client).create(body)).toMatchObject({ status: 200 })
    expect(sandbox.view('card-1')).toMatchObject({
      title: '',
      markdown: '- status: pending\n- reason: \\*new\\* \\<b\\>job\\</b\\>',
      buttons: [{ id: 'approve' }],
    })
    expect(await sandbox.press('boss002', 'card-1', 'approve')).toEqual({})
    expect((await client.call('/control/chat?viewer=boss002')).body.items).toMatchObject([
      {
        html: '<ul><li>status: pending</li><li>reason: *new* &lt;b&gt;job&lt;/b&gt;</li></ul>',
        buttons: [{ id: 'approve' }],
      },
    ])
  })
  test('with the variables of the public one is shown as that', async () => {
    const { sandbox, client } = await start({ templates: 'any' })
    await createCardCalls(client).create({ cardTemplateId: own })
    expect(sandbox.view('card-1')).toMatchObject({
      title: 'Change 42',
      markdown: '**Add**',
      tips: 'soon',
    })
  })
  test('is a name that ends in .schema, also where any is taken', async () => {
    const { client } = await start({ templates: 'any' })
    expect(await createCardCalls(client).create({ cardTemplateId: 'StandardCard' })).toMatchObject({
      body: { code: 'param.templateNotExist' },
    })
  })
})
