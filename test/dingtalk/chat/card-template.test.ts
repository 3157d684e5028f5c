import { expect, test } from '@jest/globals'
import { renderCallbackResponse, renderCard } from '../../../src/dingtalk/chat/card-template.ts'
import { card } from './chat-fakes.ts'

test('every variable is a string, and a button keeps its own action', () => {
  const params = renderCard(card)
  expect(Object.values(params).every(value => typeof value === 'string')).toBe(true)
  expect(JSON.parse(params.sys_full_json_obj ?? '').msgButtons[0].params.action).toBe('next')
})

test('an answer is a card, a line, or nothing', () => {
  const cardUpdateOptions = { updateCardDataByKey: true, updatePrivateDataByKey: true }
  expect(renderCallbackResponse(undefined)).toEqual({})
  expect(renderCallbackResponse({ tips: 'no' })).toEqual({
    cardUpdateOptions,
    cardData: { cardParamMap: { tips: 'no' } },
  })
  expect(renderCallbackResponse({ card })).toEqual({
    cardUpdateOptions,
    cardData: { cardParamMap: renderCard(card) },
  })
})
