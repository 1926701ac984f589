import { bind, bindOpen, type Http } from '#platform/http';
import * as api from './api.ts';
import * as access from './service.ts';
import { clearToken, sendToken, tokenOf } from './session.ts';

/** Binds the slice's endpoints. */
export function accessRoutes(http: Http): void {
  bindOpen(http, api.signInEndpoint, async ({ app, body, request, response }) => {
    sendToken(request, response, await access.signIn(app, body));
    return undefined;
  });
  bind(http, api.signOutEndpoint, async ({ ctx, request, response }) => {
    const token = tokenOf(request);
    if (token !== null) await access.signOut(ctx, token);
    clearToken(request, response);
    return undefined;
  });
  bind(http, api.sessionEndpoint, async ({ ctx }) => {
    const user = await access.getUser(ctx, access.ownUserId(ctx));
    const { tenantId, legalName, code, country, language, zone, currency, brand } = await access.getTenant(ctx);
    return {
      user,
      tenant: { id: tenantId, name: legalName, code, country, language, zone, currency, brand },
      permissions: [...ctx.actor.permissions],
      language: user.language,
    };
  });
  bind(http, api.setLanguageEndpoint, async ({ ctx, body }) => {
    await access.setLanguage(ctx, body.language);
    return undefined;
  });
  bind(http, api.changePasswordEndpoint, async ({ ctx, body, request }) => {
    await access.changeOwnPassword(ctx, { ...body, token: tokenOf(request) ?? '' });
    return undefined;
  });
  bind(http, api.listUsersEndpoint, async ({ ctx }) => ({ users: await access.listUsers(ctx) }));
  bind(http, api.addUserEndpoint, ({ ctx, body }) => access.addUser(ctx, body));
  bind(http, api.disableUserEndpoint, ({ ctx, params, body }) => access.disableUser(ctx, params.userId, body.disabled));
  bind(http, api.setPasswordEndpoint, async ({ ctx, params, body }) => {
    await access.setPassword(ctx, params.userId, body.password);
    return undefined;
  });
  bind(http, api.listApiKeysEndpoint, async ({ ctx }) => ({
    keys: (await access.listApiKeys(ctx)).map((key) => ({
      ...key,
      permissions: [...key.permissions],
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
    })),
  }));
  bind(http, api.addApiKeyEndpoint, ({ ctx, body }) => access.addApiKey(ctx, body));
  bind(http, api.revokeApiKeyEndpoint, async ({ ctx, params }) => {
    await access.revokeApiKey(ctx, params.keyId);
    return undefined;
  });
  bind(http, api.verifyAuditEndpoint, ({ ctx }) => access.verifyAudit(ctx));
  bindOpen(http, api.setupStateEndpoint, async ({ app }) => ({ needed: !(await access.isSetUp(app)) }));
  bindOpen(http, api.setUpEndpoint, async ({ app, body }) => {
    await access.setUp(app, body);
    return undefined;
  });
}
