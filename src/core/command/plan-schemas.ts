import { z } from 'zod'
import { userId } from '../directory.ts'
import type { Impact } from '../model/change.ts'

/** What plans are made of: data as it is stored. A role, a group or a department by id, with the name that the approver saw. */
export const plannedThing = z.object({ id: z.number(), name: z.string() })

/** A person by userid, with the name that the approver saw. */
export const plannedPerson = z.object({ userid: userId, name: z.string() })

/** What somebody manages in a role: everyone, or departments. */
export const plannedScope = z.union([z.literal('everyone'), z.array(plannedThing).readonly()])

/** What another change touches. */
export const plannedImpact: z.ZodType<Impact> = z.object({
  aspect: z.enum(['name', 'people', 'role', 'grant']),
  role: plannedThing.exactOptional(),
  people: z.array(userId),
  departments: z.array(z.number()),
  everyone: z.union([z.boolean(), z.literal('until limited')]).exactOptional(),
})
