import { z } from 'zod'

/** All values are strings; anything else is refused by the gateway's type check (stream-and-cards.md 5.7). */
const params = z.object({ cardParamMap: z.record(z.string(), z.string()) })
const privateData = z.record(z.string(), params)
const userIdType = z.union([z.literal(1), z.literal(2)]).default(1)

const spaceModel = z.object({
  supportForward: z.boolean(),
  lastMessageI18n: z
    .partialRecord(z.enum(['ZH_CN', 'ZH_TW', 'EN_US', 'JA_JP', 'VI_VN', 'TH_TH']), z.string())
    .optional(),
  searchSupport: z
    .object({ searchIcon: z.string(), searchTypeName: z.string(), searchDesc: z.string().max(200) })
    .partial()
    .optional(),
  notification: z
    .object({ alertContent: z.string(), notificationOff: z.boolean() })
    .partial()
    .optional(),
})

export const creating = {
  outTrackId: z.string().min(1),
  cardTemplateId: z.string().min(1),
  cardData: params,
  callbackType: z.enum(['STREAM', 'HTTP']).optional(),
  privateData: privateData.optional(),
  userIdType,
  outTrackIdLength: z.string().max(100),
  imGroupOpenSpaceModel: spaceModel,
  imRobotOpenSpaceModel: spaceModel,
} as const

export const delivering = {
  openSpaceId: z.string().min(1),
  imGroupOpenDeliverModel: z.object({
    robotCode: z.string().min(1),
    atUserIds: z.record(z.string(), z.string()).optional(),
    recipients: z.array(z.string()).optional(),
    extension: z.record(z.string(), z.string()).optional(),
  }),
  imRobotOpenDeliverModel: z.object({
    spaceType: z.literal('IM_ROBOT'),
    robotCode: z.string().min(1).optional(),
    extension: z.record(z.string(), z.string()).optional(),
  }),
} as const

const options = z
  .object({
    updateCardDataByKey: z.boolean().optional(),
    updatePrivateDataByKey: z.boolean().optional(),
  })
  .optional()

export const updating = z.object({
  cardData: params.optional(),
  privateData: privateData.optional(),
  cardUpdateOptions: options,
})

/** The inner object of a card callback's ack. */
export const callbackAnswer = z.object({
  response: z.object({
    cardData: params.optional(),
    userPrivateData: params.optional(),
    cardUpdateOptions: options,
  }),
})
