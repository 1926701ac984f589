import { type Texts, text } from '#base';

/** Texts of the refusals and findings of the HTTP edge. */
export const HTTP_TEXTS: Texts = {
  'http.portTaken': text('Port {port} of {host} is taken by another program. Choose another one with PORT.'),
  'http.portForbidden': text('Port {port} of {host} may not be used by this user. Choose one above 1023 with PORT.'),
  'http.hostUnknown': text('The address {host} does not belong to this machine. Choose another one with HOST.'),
  'request.signInNeeded': text('Please sign in.'),
  'request.notAllowed': text('You are not allowed to do this (permission {permission}).'),
  'request.crossOrigin': text('The request came from another web site and was refused.'),
  'request.notFound': text('This address does not exist.'),
  'request.malformed': text('The request cannot be read.'),
  'request.mediaType': text('The request has a content type that is not accepted here.'),
  'request.tooLarge': text('The request is too large.'),
  'request.timeout': text('The request took too long to arrive.'),
  'request.uploadExpected': text('A file upload is expected here.'),
  'request.bug': text('Something went wrong on our side. The log has the details under {incident}.'),
  'request.databaseAway': text('The database does not answer.'),
  'request.idempotencyKeyInvalid': text('The Idempotency-Key must have 1 to 200 visible ASCII characters.'),
  'request.idempotencyKeyReused': text('The Idempotency-Key {key} was used before with another request.'),
  'request.inProgress': text('The request with the Idempotency-Key {key} is still being worked on.'),
  'request.invalid': text('Some entries are missing or not right.'),
  'request.field.missing': text('This entry is missing.'),
  'request.field.type': text('This entry has the wrong type; expected: {expected}.'),
  'request.field.tooSmall': text(
    '{of, select, string {At least {minimum} characters are needed.} array {At least {minimum} entries are needed.} other {The smallest value is {minimum}.}}',
  ),
  'request.field.tooBig': text(
    '{of, select, string {At most {maximum} characters are possible.} array {At most {maximum} entries are possible.} other {The largest value is {maximum}.}}',
  ),
  'request.field.format': text('This entry does not have the right format ({format}).'),
  'request.field.multiple': text('This entry must be a multiple of {divisor}.'),
  'request.field.unknown': text('These entries are unknown: {fields}.'),
  'request.field.choice': text('Possible values: {values}.'),
  'request.field.other': text('This entry is not right.'),
};
