import { type Texts, text } from '#base';

/** Why a field was proposed. */
export const PROPOSE_TEXTS: Texts = {
  'propose.preset': text('The file is in the known format {format}'),
  'propose.told': text('As corrected by hand'),
  'propose.header': text('The header says so: “{header}”'),
  'propose.headerMaybe': text('The header may mean it: “{header}”'),
  'propose.times': text('The values are times'),
  'propose.dateAndTime': text('{date} is the date, {time} the time of day'),
  'propose.epoch': text('The values are seconds, milliseconds or microseconds since 1970 ({unit})'),
  'propose.dateByForm': text('The values are times of the form {pattern}'),
  'propose.dateByValues': text(
    'The values are times of the form {pattern}: other orders of day and month give dates that do not exist',
  ),
  'propose.dateBySpan': text(
    'The values are times of the form {pattern}: in another order of day and month the calls would lie months apart',
  ),
  'propose.dateByCountry': text(
    'The values are times of the form {pattern}, as is usual in this country; the order of day and month is not told by the values',
  ),
  'propose.afterStart': text('The values are times that never lie before the start'),
  'propose.durationByTimes': text('The values are the time between beginning and end ({unit})'),
  'propose.durationByForm': text('The values are durations of the form {unit}'),
  'propose.durationByHeader': text('The header says the unit ({unit})'),
  'propose.durationBySize': text('The size of the values tells the unit ({unit})'),
  'propose.durationUsual': text('The values may be durations; nothing says another unit ({unit})'),
  'propose.longer': text('Never shorter than the other duration'),
  'propose.numbers': text('The values are phone numbers'),
  'propose.otherNumber': text('The values are phone numbers, and the other party is told already'),
  'propose.onlyNumber': text('This is the only column of phone numbers'),
  'propose.ownNumbers': text('Whichever way calls go, here stand few numbers that come again'),
  'propose.fewNumbers': text('The column with fewer different numbers is who calls'),
  'propose.firstNumber': text('Who calls usually stands before who is called'),
  'propose.directionWords': text('The values are words of direction: {words}'),
  'propose.dispositionWords': text('The values are words of how calls end: {words}'),
  'propose.serviceWords': text('The values are words of services: {words}'),
  'propose.currencyCodes': text('The values are currencies: {words}'),
  'propose.idUnique': text('Every value is another one'),
  'propose.idRepeats': text('Values come more than once'),
  'propose.amounts': text('The values are amounts'),
  'propose.costBought': text('What is paid to the carrier, not what is asked of customers'),
  'propose.costNet': text('The amount without tax'),
};
