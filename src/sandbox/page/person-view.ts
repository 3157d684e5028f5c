import type { Person } from '../company/state.ts'

const standing = ({ staff, admin }: Person) => {
  if (!staff) return 'outsider'
  if (!admin) return 'staff'
  return admin.level === 1 ? 'main' : 'sub'
}

/** Who can hold a phone: as the list of persons offers them. */
export const personView = (person: Person) => ({
  userid: person.userid,
  name: person.name,
  title: person.title,
  standing: standing(person),
})
