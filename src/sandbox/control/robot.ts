import { Router } from 'express'
import { z } from 'zod'
import type { RobotProcess } from '../options.ts'

const restarting = z.object({ locale: z.enum(['en', 'zh']).optional() })

/** POST /control/robot/restart: ends the robot and starts it again, where the sandbox's starter can. */
export const robotControl = (robot: RobotProcess | undefined) =>
  Router().post('/restart', async (request, response) => {
    const { locale } = restarting.parse(request.body)
    if (!robot) throw new Error('this sandbox did not start the robot, and cannot restart it')
    await robot.restart(locale)
    response.json({})
  })
