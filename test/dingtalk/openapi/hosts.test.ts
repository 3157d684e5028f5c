import { describe, expect, test } from '@jest/globals'
import { createHosts } from '../../../src/dingtalk/openapi/hosts.ts'

describe('sockets', () => {
  const ours = createHosts({
    api: 'https://api.dingtalk.com',
    oapi: 'https://oapi.dingtalk.com',
    overridden: false,
  })
  const local = createHosts({
    api: 'http://127.0.0.1:4001',
    oapi: 'http://127.0.0.1:4001',
    overridden: true,
  })

  test.each([
    'wss://wss-open-connection.dingtalk.com:443/connect',
    'wss://wss-open-connection-union.dingtalk.com/connect',
    'wss://wss-open-connection.dingtalk.io/connect',
  ])('allows %s', url => expect(ours.allowsSocket(url)).toBe(true))

  test.each([
    'wss://example.com/connect',
    'wss://dingtalk.com.example.com/connect',
    'wss://evildingtalk.com/connect',
    'ws://127.0.0.1/connect',
    'nonsense',
  ])('refuses %s', url => expect(ours.allowsSocket(url)).toBe(false))

  test('an override allows its own host on any port', () => {
    expect(local.allowsSocket('ws://127.0.0.1:5000/connect')).toBe(true)
    expect(local.allowsSocket('ws://localhost:5000/connect')).toBe(true)
    expect(local.allowsSocket('ws://192.0.2.1:5000/connect')).toBe(false)
  })
})

describe('hosts', () => {
  const ours = createHosts({
    api: 'https://api.dingtalk.com',
    oapi: 'https://oapi.dingtalk.com',
    overridden: false,
  })
  const local = createHosts({
    api: 'http://127.0.0.1:4001',
    oapi: 'http://127.0.0.1:4002/base',
    overridden: true,
  })

  test.each([
    'https://oapi.dingtalk.com/robot/sendBySession?session=abc',
    'https://oapi.dingtalk.io/robot/sendBySession?session=abc',
    'https://api.dingtalk.com/v1.0/x',
    'https://api.dingtalk.io:443/v1.0/x',
  ])('allows %s', url => expect(ours.allows(url)).toBe(true))

  test.each([
    'http://oapi.dingtalk.com/robot/sendBySession',
    'https://oapi.dingtalk.com.example.com/robot/sendBySession',
    'https://oapi.dingtalk.com@example.com/',
    'https://user:word@oapi.dingtalk.com/',
    'https://oapi.dingtalk.com:8443/',
    'https://example.com/?x=https://oapi.dingtalk.com',
    'https://dingtalk.com/',
    'http://127.0.0.1:4001/',
    'file:///etc/hosts',
    'not a url',
    '',
  ])('refuses %s', url => expect(ours.allows(url)).toBe(false))

  test('where they are replaced, only the replacements are allowed', () => {
    expect(local.allows('http://127.0.0.1:4001/v1.0/x')).toBe(true)
    expect(local.allows('http://127.0.0.1:4002/robot/sendBySession')).toBe(true)
    expect(local.allows('http://192.0.2.1:4001/')).toBe(false)
    expect(local.allows('http://127.0.0.1.example.com:4001/')).toBe(false)
    expect(local.allows('https://oapi.dingtalk.com/robot/sendBySession')).toBe(false)
  })

  test('a replacement may name itself by another port or another name of this machine', () => {
    expect(local.allows('http://127.0.0.1:4003/robot/sendBySession')).toBe(true)
    expect(local.allows('http://localhost:4001/robot/sendBySession')).toBe(true)
    expect(local.allows('http://user@localhost:4001/')).toBe(false)
    expect(local.allows('file://localhost/etc/hosts')).toBe(false)
  })

  test('a replacement is not called unencrypted where it is configured encrypted', () => {
    const api = 'https://dingtalk.example.com'
    const encrypted = createHosts({ api, oapi: api, overridden: true })
    expect(encrypted.allows(`${api}:8443/robot/sendBySession`)).toBe(true)
    expect(encrypted.allows('http://dingtalk.example.com/robot/sendBySession')).toBe(false)
  })

  test('where one of two is replaced, the other stays exact', () => {
    const half = createHosts({
      api: 'https://api.dingtalk.com',
      oapi: 'http://127.0.0.1:4002',
      overridden: true,
    })
    expect(half.allows('https://api.dingtalk.com/v1.0/x')).toBe(true)
    expect(half.allows('https://api.dingtalk.com:8443/v1.0/x')).toBe(false)
  })
})
