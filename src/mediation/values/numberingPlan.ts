/**
 * Numbering facts of every country in the shape the record path needs. Facts of the ITU E.164 assignments and the national
 * numbering plans; the test compares them with libphonenumber's metadata.
 */

/** How numbers are dialled and how long they are in one country. */
export interface NumberingPlan {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** E.164 country code, e.g. `49`. */
  readonly callingCode: string;
  /** Trunk prefix dialled before a national number and dropped abroad; '' where the country has none. */
  readonly nationalPrefix: string;
  /** What is dialled before a country code, e.g. `00`. */
  readonly internationalPrefixes: readonly string[];
  /** Digits of a national significant number, fewest and most. */
  readonly minDigits: number;
  readonly maxDigits: number;
}

/** Country, calling code, national prefix (- none), international prefixes, digits of a national number. */
const TABLE = `
AC 247 - 00 5-6; AD 376 - 00 6-9; AE 971 0 00 5-12; AF 93 0 00 9-9; AG 1 1 011 10-10; AI 1 1 011 10-10;
AL 355 0 00 6-9; AM 374 0 00 8-8; AO 244 - 00 9-9; AR 54 0 00 10-11; AS 1 1 011 10-10; AT 43 0 00 4-13;
AU 61 0 0011 5-12; AW 297 - 00 7-7; AX 358 0 00+990+991+994+996+999 5-12; AZ 994 0 00 9-9; BA 387 0 00 8-9;
BB 1 1 011 10-10; BD 880 0 00 6-10; BE 32 0 00 8-9; BF 226 - 00 8-8; BG 359 0 00 6-12; BH 973 - 00 8-8;
BI 257 - 00 8-8; BJ 229 - 00 10-10; BL 590 0 00 9-9; BM 1 1 011 10-10; BN 673 - 00 7-7; BO 591 0 00 8-9;
BQ 599 - 00 7-7; BR 55 0 00 8-11; BS 1 1 011 10-10; BT 975 - 00 7-8; BW 267 - 00 7-10; BY 375 8 810 6-11;
BZ 501 - 00 7-11; CA 1 1 011 7-10; CC 61 0 0011 6-12; CD 243 0 00 7-10; CF 236 - 00 8-8; CG 242 - 00 9-9;
CH 41 0 00 9-12; CI 225 - 00 10-10; CK 682 - 00 5-5; CL 56 - 00 9-11; CM 237 - 00 8-9; CN 86 0 00 7-12;
CO 57 0 00 8-11; CR 506 - 00 8-10; CU 53 0 119 6-10; CV 238 - 0 7-7; CW 599 - 00 7-8; CX 61 0 0011 6-12;
CY 357 - 00 8-8; CZ 420 - 00 9-12; DE 49 0 00 4-15; DJ 253 - 00 8-8; DK 45 - 00 8-8; DM 1 1 011 10-10;
DO 1 1 011 10-10; DZ 213 0 00 8-9; EC 593 0 00 8-11; EE 372 - 00 7-10; EG 20 0 00 8-10; EH 212 0 00 9-9;
ER 291 0 00 7-7; ES 34 - 00 9-9; ET 251 0 00 9-9; FI 358 0 00+990+991+994+996+999 5-12; FJ 679 - 00 7-11;
FK 500 - 00 5-5; FM 691 - 00 7-7; FO 298 - 00 6-6; FR 33 0 00 9-9; GA 241 - 00 7-8; GB 44 0 00 7-10;
GD 1 1 011 10-10; GE 995 0 00 9-9; GF 594 0 00 9-9; GG 44 0 00 7-10; GH 233 0 00 8-9; GI 350 - 00 8-8;
GL 299 - 00 6-6; GM 220 - 00 7-9; GN 224 - 00 8-9; GP 590 0 00 9-9; GQ 240 - 00 9-9; GR 30 - 00 10-12;
GT 502 - 00 8-11; GU 1 1 011 10-10; GW 245 - 00 7-9; GY 592 - 001 7-7; HK 852 - 00 5-11; HN 504 - 00 8-11;
HR 385 0 00 7-9; HT 509 - 00 8-8; HU 36 06 00 8-9; ID 62 0 001+007+008+009 7-17; IE 353 0 00 7-10;
IL 972 0 00+012+013+014+018 7-12; IM 44 0 00 10-10; IN 91 0 00 8-13; IO 246 - 00 7-7; IQ 964 0 00 8-10;
IR 98 0 00 4-10; IS 354 - 00 7-9; IT 39 - 00 6-12; JE 44 0 00 10-10; JM 1 1 011 10-10; JO 962 0 00 8-9;
JP 81 0 010 8-17; KE 254 0 000 7-10; KG 996 0 00 9-10; KH 855 0 001+007+008 8-10; KI 686 0 00 5-8; KM 269 - 00 7-7;
KN 1 1 011 10-10; KP 850 0 00+99 8-10; KR 82 0 001+002+005+006+008+009 5-14; KW 965 - 00 7-8; KY 1 1 011 10-10;
KZ 7 8 810 10-14; LA 856 0 00 8-10; LB 961 0 00 7-8; LC 1 1 011 10-10; LI 423 0 00 7-9; LK 94 0 00 9-9;
LR 231 0 00 7-9; LS 266 - 00 8-8; LT 370 0 00 8-8; LU 352 - 00 4-11; LV 371 - 00 8-8; LY 218 0 00 9-9;
MA 212 0 00 9-9; MC 377 0 00 8-9; MD 373 0 00 8-8; ME 382 0 00 8-9; MF 590 0 00 9-9; MG 261 0 00 9-9;
MH 692 1 011 7-7; MK 389 0 00 8-8; ML 223 - 00 8-8; MM 95 0 00 6-10; MN 976 0 001 8-10; MO 853 - 00 7-8;
MP 1 1 011 10-10; MQ 596 0 00 9-9; MR 222 - 00 8-8; MS 1 1 011 10-10; MT 356 - 00 8-8; MU 230 - 020+00 7-10;
MV 960 - 00 7-10; MW 265 0 00 7-9; MX 52 - 00 10-10; MY 60 0 00 8-10; MZ 258 - 00 8-9; NA 264 0 00 8-9;
NC 687 - 00 6-6; NE 227 - 00 8-8; NF 672 - 00 6-6; NG 234 0 009 10-14; NI 505 - 00 8-8; NL 31 0 00 5-11;
NO 47 - 00 5-8; NP 977 0 00 8-11; NR 674 - 00 7-7; NU 683 - 00 4-7; NZ 64 0 00 5-10; OM 968 - 00 7-9;
PA 507 - 00 7-11; PE 51 0 00 8-9; PF 689 - 00 6-9; PG 675 - 00 7-8; PH 63 0 00 6-13; PK 92 0 00 8-12;
PL 48 - 00 6-10; PM 508 0 00 6-9; PR 1 1 011 10-10; PS 970 0 00 8-10; PT 351 - 00 9-9; PW 680 - 011+012 7-7;
PY 595 0 00 6-11; QA 974 - 00 7-11; RE 262 0 00 9-9; RO 40 0 00 6-9; RS 381 0 00 6-12; RU 7 8 810 10-14;
RW 250 0 00 8-9; SA 966 0 00 9-10; SB 677 - 00+01 5-7; SC 248 - 00 7-7; SD 249 0 00 9-9; SE 46 0 00 6-12;
SG 65 - 001+002+008+018+019 8-11; SH 290 - 00 4-5; SI 386 0 00 5-8; SJ 47 - 00 5-8; SK 421 0 00 6-9; SL 232 0 00 8-8;
SM 378 - 00 8-10; SN 221 - 00 9-9; SO 252 0 00 6-9; SR 597 - 00 6-7; SS 211 0 00 9-9; ST 239 - 00 7-7;
SV 503 - 00 7-11; SX 1 1 011 10-10; SY 963 0 00 8-9; SZ 268 - 00 8-9; TA 290 - 00 4-4; TC 1 1 011 10-10;
TD 235 - 00 8-8; TG 228 - 00 8-8; TH 66 0 001+004+005+006+007+008+009 8-13; TJ 992 - 810 9-9; TK 690 - 00 4-7;
TL 670 - 00 7-8; TM 993 8 810 8-8; TN 216 - 00 8-8; TO 676 - 00 5-7; TR 90 0 00 7-13; TT 1 1 011 10-10;
TV 688 - 00 5-7; TW 886 0 002+005+006+007+009 7-11; TZ 255 0 000+005+006 9-9; UA 380 0 00 9-10;
UG 256 0 000+005+007 9-9; US 1 1 011 10-10; UY 598 0 00 4-13; UZ 998 - 00 9-9; VA 39 - 00 6-12; VC 1 1 011 10-10;
VE 58 0 00 10-10; VG 1 1 011 10-10; VI 1 1 011 10-10; VN 84 0 00 7-10; VU 678 - 00 5-7; WF 681 - 00 6-9;
WS 685 - 0 5-10; XK 383 0 00 8-12; YE 967 0 00 7-9; YT 262 0 00 9-9; ZA 27 0 00 5-10; ZM 260 0 00 9-9;
ZW 263 0 00 7-10;
`;

/** Codes without a country: freephone 800, shared cost 808, satellite 87x and 88x, premium 979. */
export const NON_GEOGRAPHIC_CODES = '800 808 870 878 881 882 883 888 979'.split(' ');

/** The numbering plan of every country by its ISO code. */
export const NUMBERING_PLANS: ReadonlyMap<string, NumberingPlan> = new Map(
  TABLE.trim()
    .split(/;\s*/)
    .filter((row) => row !== '')
    .map((row) => {
      const [country = '', callingCode = '', trunk = '', prefixes = '', digits = ''] = row.split(' ');
      const [least = '', most = ''] = digits.split('-');
      return [
        country,
        {
          country,
          callingCode,
          nationalPrefix: trunk === '-' ? '' : trunk,
          internationalPrefixes: prefixes.split('+'),
          minDigits: Number(least),
          maxDigits: Number(most),
        },
      ];
    }),
);
