import { z } from 'zod'
import { nobody, type UserId } from '../../core/directory.ts'
import { knownUser } from './known-user.ts'

const mention = z.object({
  dingtalkId: z.string().optional().catch(undefined),
  staffId: z.unknown().optional(),
})

/** `atUsers` without the robot itself: colleagues by userid, each once, and how many others were meant. */
export function mentioned(
  atUsers: readonly unknown[],
  robot: string | undefined,
): { mentions: readonly UserId[]; outsiders: number } {
  const mentions = new Set<UserId>()
  const outsiders = new Set<unknown>()
  for (const item of atUsers) {
    const { data } = mention.safeParse(item)
    if (data === undefined || (robot !== undefined && data.dingtalkId === robot)) continue
    const userid = knownUser(data.staffId)
    if (userid === nobody) outsiders.add(data.dingtalkId ?? item)
    else mentions.add(userid)
  }
  return { mentions: [...mentions], outsiders: outsiders.size }
}
