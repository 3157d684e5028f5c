import fc from 'fast-check'

const role = fc.constantFrom(1203141, 1203142)
const user = fc.constantFrom('EMP123', 'EMP201', '01234567890123456789', 'manager4220')
const admin = fc.constantFrom('boss001', 'boss002', 'manager4220', 'EMP203')
const writes = fc.constantFrom('/role/', '/topapi/role/addroles', '/topapi/role/remove')
const is = <const T>(value: T) => fc.constant(value)

/** What people do over the wire, and what DingTalk does to them. */
export const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: is('ask'),
      who: admin,
      what: fc.constantFrom('rename', 'add', 'remove', 'scope', 'create', 'delete'),
      role,
      user,
      deliveries: fc.constantFrom(1, 2),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: is('approve'), who: admin, twice: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: is('say'),
      who: admin,
      word: fc.constantFrom('approve', 'reject', 'cancel'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: is('fault'),
      fault: fc.constantFrom('lose-answer', 'half-batch', 'busy', 'throttle', 'delay'),
      path: writes,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('fault'),
      fault: fc.constantFrom(
        'card-delivery-fails',
        'drop-connections',
        'duplicate-delivery',
        'invalid-token',
      ),
      path: is(undefined),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('by hand'),
      what: fc.constantFrom('rename', 'add', 'remove', 'dismiss'),
      role,
      user,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: is('restart') }) },
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
