import { type Texts, text } from '#base';

/** Texts of the refusals of this slice. */
export const TEXTS: Texts = {
  'access.signInFailed': text('E-mail address or password is not right.'),
  'access.tooManyAttempts': text(
    'Too many attempts with this e-mail address. Try again in {minutes, plural, one {# minute} other {# minutes}}.',
  ),
  'access.passwordWrong': text('The current password is not right.'),
  'access.emailTaken': text('The e-mail address {email} is already in use.'),
  'access.userUnknown': text('There is no user {user}.'),
  'access.ownAccount': text('You cannot disable your own account.'),
  'access.keyUnknown': text('There is no key {key}.'),
  'access.keyTooMighty': text('A key may not do more than you: {permission}.'),
  'access.noUser': text('Only a person who is signed in can do this.'),
  'access.tenantUnknown': text('There is no tenant {tenant}.'),
  'access.tenantCodeTaken': text('There is already a tenant with the short name {code}.'),
  'access.alreadySetUp': text('The program is already set up. Please sign in.'),
  'access.setupTokenWrong': text('The set-up link is not right. Use the one that the program printed when it started.'),
};
