/** The words around a name that say what it is: a colleague, a place, or a pupil. All in small letters. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Before a name, these make it a grown-up’s or a saint’s. */
export const titles = set(`
mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend revd father fr sister canon bishop pastor imam rabbi
cllr councillor st saint ss king queen prince princess pope messrs madam pc sgt`)

/** Before a name or, after a comma or bracket, behind it. */
export const roles = set(`
headteacher headmaster headmistress principal deputy assistant senco sendco sencos dsl ddsl governor governors trustee
trustees chair teacher tutor mentor coach lead leader leaders officer manager director adviser advisor counsellor
psychologist worker practitioner administrator receptionist caretaker supervisor technician librarian secretary clerk
colleague colleagues staff slt smt head hoy hod ect nqt ta lsa hlta ewo elsa nurse therapist chef cook consultant author
ht aht dht hos ep sbl clo consulted present attendees speaker trainer facilitator inspector owner responsible who contact ceo cfo coo sbm teaching pastoral`)

/** Roles that are also verbs or plain words: they say nothing straight before a name (“mentor Jayden”). */
export const rolesOnlyAfterColon = set(
  'mentor coach lead head chair who contact consulted present attendees owner responsible staff deputy assistant teaching pastoral speaker nurse cook',
)

/** “Led by Sarah” is about a colleague. */
export const doneBy = set(`
led run delivered chaired written taught overseen monitored reviewed checked signed coordinated managed agreed drafted
presented planned trained coached observed audited produced designed completed hosted owned authored approved shared`)

/** “Sarah to lead” gives a colleague a job. Words that a pupil might be given to do are left out. */
export const tasks = set(`
lead review write train run draft share chair send present report agree create deliver coach observe monitor update brief
plan book collect audit produce organise organize oversee coordinate contact visit circulate design introduce launch
analyse publish prepare roll check set arrange ring phone email finalise model feedback feed liaise support invite
liaising leading delivering compile research purchase order rewrite schedule evaluate implement develop quality`)

/** “Sarah runs the breakfast club”. */
export const colleaguesDo = set(`
leads runs teaches trains chairs coordinates oversees monitors delivers coaches observes reviews presents writes
supervises led ran taught trained chaired delivered coached observed presented`)

/** But “Kyle runs out of lessons”. */
export const away = set('out away off from to into round around home others')

/** In or straight behind a run of capital words, these make it the name of a place, an organisation or a thing. */
export const organisations = set(`
school schools academy academies college primary secondary junior infant infants nursery trust federation centre center
high grammar hub house houses street road avenue lane close ward town city county council foundation hospital university
church cathedral parish charity programme project approach model scale profile questionnaire tool toolkit app award cup
prize trophy building block hall room wing team group class classes form partnership alliance association law rule review
report act guidance inquiry theory framework strategy scheme company ltd limited library park wood theatre studio day
week catholic ce rc cofe free community special manor diagnostic test method learning`)

/** Capital words that start like a name with an initial but are not: “Week A in Year 9”. */
export const lettered = set(`
plan set group class week band tier block option unit part phase level grade room house vitamin hepatitis form site
section appendix annex column row team type category stage step key paper stream half side building floor table option
the a an and or for`)

/** Who is excluded, suspended or bullied when it is nobody in particular. */
export const nobodyInParticular = set(`
nobody someone somebody everyone everybody anyone anybody none one neither either each another he she it they who this
that which there pupil pupils student students child children boy girl learner sibling parent mother father mum dad carer
family baby adult teacher headteacher staff year reception nursery monday tuesday wednesday thursday friday saturday
sunday january february march april may june july august september october november december spring summer autumn winter
christmas easter ofsted dfe maths english science history geography music art drama french spanish german computing
attendance behaviour policy today tomorrow yesterday england friend peer partner staff sen send`)

/** What happens to a pupil and to hardly anybody else in a school. */
export const happensToPupils = set('excluded suspended expelled bullied truanting arrested permanently')
/** “was … excluded”. */
export const passive = set('was is been being has had gets got were')
export const adverbs = set(
  'permanently recently again also then often never always twice already fixed-term being been',
)

/** “Jayden’s mum”. */
export const pupilsPeople = set(`
mum mums mam mother dad father stepdad stepmum stepfather stepmother nan gran grandma grandmother grandad grandfather
carer carers parents parent foster guardian auntie brother sister siblings twin family social ehcp exclusion suspension`)

/** “Mrs Smith’s son”. */
export const someonesChild = set(
  'son sons daughter daughters grandson granddaughter child children boy girl twins',
)

export const onePupil = set('pupil student child boy girl son daughter learner')

/** Between initials and a year group: “JS, a boy in Year 9”. */
export const fillers = set(
  'in from of a the is who currently our boy girl pupil student child male female called named',
)

/** Two capitals that mean something in a school. The initials of somebody with these pass unseen; that is the price. */
export const abbreviations = set(`
ad ae af ah al am ap ar as at aw ba be bm bp bs bt by ca cc cd ce cf cg ci cl co cp cs ct cv dc dh di do dr ds dt dv ed
ef eg eh el en ep et eu ew ex ey fa fe ff fs ft ga gb go gp hd he hi hl hm ho hr hs ht hy id ie if ii in ip ir is it iv
iq ks la lm lo ls lt ma me mh ml mp ms my na nb nc nd ne nf no nq of ok on op or ot pa pd pe pg ph pi pl pm pp pr ps pt
pw qa qc qr ra rc re ri rl rp rs rt sa sd se sg si sl sm so sp ss st su sw ta tb td tl to tt tv uk un up us va ve vi vp
vr vs we wo xi yl yr`)
