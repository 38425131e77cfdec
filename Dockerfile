# Debian with glibc, which the bundled canvas needs. Node 24 runs the TypeScript as it is: no build.
FROM node:24-slim

ENV NODE_ENV=production
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

# The bot alone: what it is tried with stands beside src.
COPY src ./src

# The database lives in /data: mount a volume there.
RUN mkdir /data && chown node:node /data
ENV DATABASE_URL=sqlite:/data/simscope.db
VOLUME /data

# Memory: malloc keeps two arenas instead of eight a core, and gives back what is free at their ends. What Node.js compiled stands in the image, so
# that the first start is as quick as the next, also where nothing can be written.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=1048576 NODE_COMPILE_CACHE=/app/node_modules/.cache/simscope
RUN mkdir -p node_modules/.cache && chown node:node node_modules/.cache

USER node
# A start loads these: what answers, what draws, and the one or the other database.
RUN ["node", "--max-semi-space-size=8", "--eval", "for (const part of ['bot/run-as-process', 'bot/drawn-pictures', 'store/open-store', 'store/postgres/open-postgres']) import(`./src/${part}.ts`)"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# node itself, not npm, so that SIGTERM reaches the bot and it can finish its answers.
CMD ["node", "--max-semi-space-size=8", "src/main.ts"]
