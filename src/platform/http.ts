/**
 * The HTTP edge: one server, one error shape, one way to bind an endpoint to an operation. Slices use the `bind…` functions in
 * their `routes.ts`; main builds the server and listens.
 */
export * from './http/bind.ts';
export type { Authenticate } from './http/guard.ts';
export { openApi } from './http/openapi.ts';
export { createHttp, type Http, type HttpOptions, listen } from './http/server.ts';
export type { UploadedFile } from './http/upload.ts';
