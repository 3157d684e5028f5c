FROM node:20-slim AS build
WORKDIR /app
# Every package that has a binary ships it for this platform, so that no install script need run and nothing compiles.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json build.mjs ./
COPY src ./src
COPY commands ./commands
COPY public ./public
# The compiler is an optional peer of i18next, for its types; npm would keep it.
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts \
  && rm -r node_modules/typescript node_modules/@typescript

FROM node:20-slim
# A container has an address of its own: what is published of it is the operator's choice.
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The default database, file:data/rolekeeper.db, lies in /app/data.
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 8080
# On SIGTERM frames are no longer taken, what is in hand is finished, and all is closed within 10 s.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/cli.js", "serve"]
