import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';
import type { App } from './create-server.js';

/** Somebody who signed in. */
export interface SignedIn {
  readonly personId: string;
  readonly sessionId: string;
}

/** Somebody who signed in, in one of their organisations. */
export interface Member extends SignedIn {
  readonly organisationId: string;
  /** Whether a role of theirs, for the organisation or for this event, holds the permission. */
  may(permission: string, eventId?: string): boolean;
}

export type DeviceStatus = 'waiting' | 'active' | 'revoked';

/** A paired phone. */
export interface Device {
  readonly deviceId: string;
  readonly organisationId: string;
  readonly status: DeviceStatus;
  /** Checks what it signs: a P-256 point of 65 bytes. */
  readonly signKey: Uint8Array;
}

/** Which phones a route serves: confirmed ones, or also those that wait or were revoked. */
export type DeviceAccess = 'active' | 'any';

/** Finds out which phone is asking, or throws. */
export interface DeviceAuthentication {
  device(request: FastifyRequest, access: DeviceAccess): Promise<Device>;
}

type Routes = (app: App) => void;

/** Finds out who is asking, or throws. One per context. */
export interface Authentication {
  signedIn(request: FastifyRequest): Promise<SignedIn>;
  member(request: FastifyRequest): Promise<Member>;
}

/**
 * Where a route is registered decides who may call it; no URL is ever tested. Modules add their routes while
 * they load, and `mount` opens the contexts when all have.
 */
class ApiContexts {
  readonly #public: Routes[] = [];
  readonly #signedIn: Routes[] = [];
  readonly #portal: Routes[] = [];
  readonly #device: Routes[] = [];
  #authentication: Authentication | undefined;
  #deviceAuthentication: DeviceAuthentication | undefined;

  /** Anybody. */
  publicApi(routes: Routes): void {
    this.#public.push(routes);
  }

  /** Anybody with an access token, outside any organisation. */
  signedInApi(routes: Routes): void {
    this.#signedIn.push(routes);
  }

  /** A member of an organisation; each route names the permission that it needs in `config.permission`. */
  portalApi(routes: Routes): void {
    this.#portal.push(routes);
  }

  /** A paired phone; each route says in `config.device` whether the phone has to be confirmed. */
  deviceApi(routes: Routes): void {
    this.#device.push(routes);
  }

  authenticateDevicesWith(authentication: DeviceAuthentication): void {
    this.#deviceAuthentication = authentication;
  }

  authenticateWith(authentication: Authentication): void {
    this.#authentication = authentication;
  }

  async mount(app: App): Promise<void> {
    const authentication = this.#authentication;
    const devices = this.#deviceAuthentication;
    if (!authentication || !devices) throw new Error('No module knows who is asking.');
    const contexts: [Routes[], (inner: App) => void][] = [
      [this.#public, () => undefined],
      [this.#signedIn, (inner) => requireSignIn(inner, authentication)],
      [this.#portal, (inner) => requireMember(inner, authentication)],
      [this.#device, (inner) => requireDevice(inner, devices)],
    ];
    for (const [routes, protect] of contexts) {
      await app.register(
        async (inner) => {
          protect(inner as App);
          for (const add of routes) add(inner as App);
        },
        { prefix: '/api/v1' },
      );
    }
  }
}

const bearer = [{ accessToken: [] }];

function requireSignIn(app: App, authentication: Authentication): void {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, security: bearer };
  });
  app.addHook('onRequest', async (request) => {
    request.signedIn = await authentication.signedIn(request);
  });
}

function requireMember(app: App, authentication: Authentication): void {
  app.addHook('onRoute', (route) => {
    if (typeof route.config?.permission !== 'string') throw new Error(`${route.url} names no permission.`);
    route.schema = { ...route.schema, security: bearer };
  });
  app.addHook('onRequest', async (request) => {
    const member = await authentication.member(request);
    const { eventId } = (request.params ?? {}) as { eventId?: string };
    if (!member.may(request.routeOptions.config.permission ?? '', eventId))
      throw new AppError(platformErrors.forbidden);
    request.member = member;
  });
}

function requireDevice(app: App, authentication: DeviceAuthentication): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.device === undefined)
      throw new Error(`${route.url} does not say which phones it serves.`);
    route.schema = { ...route.schema, security: [{ deviceToken: [] }] };
  });
  app.addHook('onRequest', async (request) => {
    request.device = await authentication.device(request, request.routeOptions.config.device ?? 'active');
  });
}

/** Decorates the contexts; `request.member` is set on every route of the portal context, `request.device` on every one of the phones'. */
export const apiContexts = fp(
  async (app) => {
    app.decorate('api', new ApiContexts());
    app.decorateRequest('member');
    app.decorateRequest('device');
    app.decorateRequest('signedIn');
  },
  { name: 'api-contexts' },
);

declare module 'fastify' {
  interface FastifyInstance {
    api: ApiContexts;
  }
  interface FastifyRequest {
    member: Member;
    device: Device;
    signedIn: SignedIn;
  }
  interface FastifyContextConfig {
    permission?: string;
    device?: DeviceAccess;
  }
}
