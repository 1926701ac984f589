/**
 * The HTTP edge: one server, one error shape, one way to bind an endpoint to an operation. Slices use the `bind…` functions in
 * their `routes.ts`; main builds the server and listens.
 */
export {
  type BindOptions,
  bind,
  bindLong,
  bindOpen,
  bindRaw,
  bindUpload,
  type Call,
  type ContextCall,
  type OpenCall,
  type RawReply,
  type UploadCall,
} from './http/bind.ts';
export { type BodyCall, bindBody } from './http/body.ts';
export type { Authenticate } from './http/guard.ts';
export { openApi } from './http/openapi.ts';
export { createHttp, type Http, type HttpOptions, listen } from './http/server.ts';
export { systemRoutes } from './http/systemRoutes.ts';
export { HTTP_TEXTS } from './http/texts.ts';
export type { UploadedFile } from './http/upload.ts';
