import { type Texts, text } from '#base';

/** Texts of the refusals of the platform: settings, database, files, jobs. */
export const TEXTS: Texts = {
  'config.invalid': text('The setting {setting} has a value that cannot be used.'),
  'config.secretsUnreadable': text(
    'The file {path} is damaged. Restore it from a backup: it holds the passwords of the database.',
  ),
  'database.portTaken': text(
    'Port {port} is taken by another program. Choose another one with TARIFWERK_DATABASE_PORT or leave the choice to us.',
  ),
  'database.diskFull': text('There is no space left on the disk of {path}.'),
  'database.noPermission': text(
    '{path} cannot be used: permission denied. Choose a folder of your own with TARIFWERK_DATA.',
  ),
  'database.platformMissing': text(
    'There is no packaged PostgreSQL for {platform}. Install PostgreSQL 18 and name it with DATABASE_URL.',
  ),
  'database.rootRefused': text(
    'PostgreSQL does not run as root and no other user can be used here. Start as an ordinary user or set DATABASE_URL.',
  ),
  'database.otherVersion': text('The database in {path} was made by another version of PostgreSQL.'),
  'database.noMemory': text('There is not enough memory to start the database.'),
  'database.stillStarting': text(
    'The database in {path} is still starting, probably recovering after a crash. Try again in a minute.',
  ),
  'database.notStopping': text('The database server (process {pid}) does not stop.'),
  'database.foreignServer': text(
    'A database server on port {port} uses {path}, but does not know our password. The file secrets.json may have been replaced.',
  ),
  'database.failed': text('The database in {path} did not start: {message}'),
  'database.unreachable': text('The database server cannot be reached: {message}'),
  'database.serverTooOld': text('The database server is PostgreSQL {version}; {oldest} or newer is needed.'),
  'database.rolesForbidden': text(
    'The user in DATABASE_URL may not make the role {role}. Ask the administrator of the server to make it.',
  ),
  'migrate.changed': text('The schema file {name} was changed after it had been applied. Restore the original file.'),
  'migrate.newer': text(
    'The database was used by a newer version of the program (it knows {name}). Update the program.',
  ),
  'files.missing': text('The file with the content {sha256} is not in the archive.'),
  'files.diskFull': text('There is no space left for the archive in {path}.'),
  'web.notBuilt': text('The screens are not built: {path} is missing and the build tools are not installed.'),
};
