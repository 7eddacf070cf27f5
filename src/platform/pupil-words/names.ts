/**
 * Given names that pupils in England often have, from many languages and traditions, in small letters and without accents.
 * The list need not be whole: it is a net for the common slip, not a lock.
 */
export const givenNames: ReadonlySet<string> = new Set(
  `
aadhya aahil aaliya aaliyah aamir aanya aarav aarohi aaron aarti aaryan aayan abbas abbie abby abdallah
abdel abdi abdikadir abdirahman abdirizak abdul abdullah abdullahi abdulrahman abdur abena abeo abida
abigail abimbola abiodun abraham abrar ada adam addison ade adebayo adeel adele adeola adesola adetola
adewale adil aditi aditya adjoa adnan adrian adrianna advait afia afonso afreen afua afzal agata agne
agnieszka ahmad ahmed ahmet ahsan aidan aiden aiko aimee aisha aisling aiste aiza ajay akash akbar akhil
akin akira akosua akram akshay akua akwasi alam alan alana alastair albert albie aleesha aleksander
aleksandr aleksandra aleksey aleksy alesha alessandro alessia alex alexa alexander alexandra alexandria
alexandru alexia alexis alfie alfred ali alia alice alicia alicja alin alina alisha alishba alisia alison
alistair aliyah allan alvaro ama amaan amaani amadi amal aman amanda amandeep amani amar amara amardeep
amare ameer amelia amelie amelka ameya ameyo amiin amina amir amira amit amna amreen amrit amrita amy ana
anand ananya anas anastasia anastasiya andrada andre andrea andreea andrei andrew andrzej aneesa anesu
angela angelica angelo angus aniela anika aniket anil anisa anish anisha anita anjali ankit ankita anna
annabel annabelle anne annie anotida anoushka anthony anton antoni antonia antonina antonio anu anum
anushka anya aodhan aoife aqib aqsa aravind archie areeba aretha arham ariana arianna ariella arif arjan
arjun arlo arnav arooj arran arslan artem arthur artur arun arya aryan asad asha ashish ashleigh ashok
ashraf ashton asif asiya asma astrid ataullah athena atif aubrey audrey austeja ava avani avery avneet
avraham avrohom awais awo ayaan ayaanle ayah ayan ayat ayesha aylin ayo ayodeji ayodele ayomide ayotunde
ayra ayse ayub azad azeem aziz aziza azra babajide babatunde bahar balbir baldeep balraj baran barbara
barnaby barry bartek bartosz basma bayo beatrice beatrix beatriz becky bella ben benedetta benedict
benjamin bereket berfin bernadette bernardo beth bethan bethany betsan beverley beyza bhavesh bhavika
bianca bilal billy bilqis biniam binyomin bisi blanka bobby bogdan bogdana bohdan bola bolu boluwatife
borys bradley brandon brendan brianna bridget brogan bronte bruno bryn bukola bunyamin burak bushra byron
caetano caitlin caitlyn callum calum calvin cameron camila camilla caoimhe caolan cara carla carlos carly
carmen caroline carwyn carys casey caspar cassandra cassidy catalin catalina catarina catherine cathy
celine cem ceren cerys cezary chaim chana chantelle charanjit charlene charles charlie charlotte chaya
chetan chiamaka chiara chibuzo chidera chidi chidiebere chika chikezie chima chinaza chinedu chinelo
chinonso chinwe chioma chirag chizoba chloe chris christina christine christopher chukwudi chukwuemeka
cian ciara cillian ciprian claire clara clarissa claudia clementine clodagh cody colin colleen connie
connor conor constantin cora corey corina cormac cosmin costin courtney craig cristian cristiana cristiano
cristina curtis cynthia cyprian dafydd dagmara dainius daljit damian damilare damilola daniel daniella
danielle daniil daniyal danny danyal danylo daphne dapo darcey darcie darcy daria darija darius darragh
darren darya daud dave david dawid dawit dawud dayo deacon debbie deborah declan deepa deepak deepika
deeqa deeqo deirdre deividas delilah demi denis denisa denise dennis denzel derek deshawn desmond devansh
devika devorah dexter dhruv diana diane diego dilan dilara diljit dinesh diogo diya diyaa dmitri dmytro
domantas dominic dominik dominika donna donovan dorota dougie douglas dovid dragos duarte duncan dylan
eamonn ebele ebuka edgaras edie edith edmund eduard eduardo edward edwin eesa efe effie efua egle ehsan
eileen eilidh eira ekene ekow elaine eleanor elena eli elias eliezer elif elijah elin eliot elis elisa
elisabetta elise eliyahu eliza elizabeth ella ellen ellie elliot elliott ellis eloise elsa elsie emaan
eman emanuel emeka emelia emer emilia emilian emiliano emilija emily emine emir emma emmanuel emmanuella
emre emyr ender enes enid enitan enzo eoghan eoin eren erica erik erin ernie erum esha eshaal esi esme
esmee esra esteban estelle esther esti ethan euan eugene eva evan evangeline evelyn evie ewa ewan eylul
eyob eyram ezra faaiz faarax fabian fabio faduma fahad faheem fahim faigy faisal faiza faizan farah farai
fareed farhan farhana farhiya farooq farrah fatema fatih fatima fatimah fatma fawad fawzia fayza fearne
federico fedir felicity felipe felix femi ferdous fergus fernanda fernando feven ffion fiachra fiifi filip
filipe filippo filmon finlay finley finn finnian fiona fletcher flora florencia florentina florin flynn
folake folasade folu fowsiya fran frances francesca francis francisca francisco franciszek frankie
franklin fraser fred freddie frederick freya funke funmi furkan gabija gabriel gabriela gabriella
gabrielle gabrys gagandeep ganesh gareth gary gaurav gauri gavin gbenga gemma geoffrey george georgiana
georgie georgina geraint gerald gerard gethin gheorghe ghulam giacomo gianluca gianna gideon gillian gina
giorgia giovanni gitty giulia giuseppe gizem glen glenn gloria goncalo gonzalo gordon graeme graham
grainne greg gregory greta grzegorz guilherme gul gurdeep gurjit gurleen gurmeet gurpreet gursharan
gurvinder gustavo gwen gwilym gwyneth habib habiba hadi hadiya hadley hafsa hafsah hajra hakan hakeem
halil halima hamdi hamid hamida hamish hamza hamzah hana hania haniya hanna hannah harbhajan hardeep
hareem hari harini haris harith harjit harleen harley harman harmeet haroon harpreet harriet harriett
harrison harry harsh harshil haruki harvey harvinder hasan hashim hassan hattie haya haydar hayden hayley
hazal heidi helen helena hema henrietta henrique henry herbert hermione hettie hiba hibah hibaq hikaru
hinata hira hiren hiro hiroshi hiwot hoda hodan hoi hollie hoodo howard hubert huda hugh hugo humaira
humayra humphrey huseyin husna hussain hussein iain ian iancu ibraheem ibrahim ida idil idris ieuan ieva
ife ifeanyi ifeoma ifrah ifunanya iga ignacio ignacy igor ihor ikechukwu ikenna ikraan ikram ilayda ilham
ilinca illia ilyas imaan imad iman imogen imran inaaya inaya inayah inderjit indie indira ines ingrid
inioluwa ioan ioana ion iona ionela ionut ipek iqra irene irfan irina iryna isa isaac isabel isabela
isabella isabelle isadora isha ishaan ishan ishani ishaq ishika ishita isla ismaeel ismail ismet isobel
isolde isra issac iulia iulian ivan ivana ivanna ivo iwona iyad iyanu izaak jabir jacek jackson jacob
jacqueline jaden jadwiga jagdeep jagger jagjit jagoda jai jaidon jaime jake jakob jakub jaleel jamal
jamarl james jameson jamie jamila jamilah jane janek janet janette janice jared jarek jasdeep jaskaran
jaskiran jasleen jasmeet jasmin jason jaspal jasper jaspreet jasraj jaswinder jatin javed javier jawad jax
jaxon jaxson jaydan jayden jaydon jayesh jayla jayne jayson jean jeffrey jemima jemma jenna jennie
jennifer jenny jenson jeremiah jeremy jermain jermaine jerome jerzy jess jesse jessica jessie jia jiahao
jiayi jibril jill jim jimmy jing joachim joan joana joanna joanne joao joaquim joaquin jodie jody joe joel
joey john johnathan johnny jomo jon jonah jonas jonathan jorge jose joseph josephine josh joshua josiah
josie juan jude judith judy julia julian juliana julie juliet juliette julius julka junaid junjie jurgita
justas justin jyoti kaan kabir kacey kacper kadeem kaden kai kaiden kainat kaitlin kaitlyn kaito kaja
kajal kajetan kaleb kaleem kalpana kamal kamaljit kamil kamila kamlesh kamran kane kara karan karanveer
kareem karen karim karina karl karol karolina karolis karthik kasey kashif kasia katarzyna kate katelyn
kateryna katherine kathleen kathryn katie katrina katy kaveri kavita kavya kayden kayla kayleigh kazimierz
keegan keeley kehinde keiko keira keiran keith kelechi kelis kellie kelly kelsey kelvin kemal kemi ken
kendra kenji kenneth kenny kenzie kenzo keon kerem kerry keval kevin keziah khadija khadijah khadra khalid
khalil khurram khushi kiaan kian kiara kiera kieran kimberley kinga kinza kira kiran kiranjit kiril kirpal
kirsten kirsty kishan klaudia kobe kody kofi kojo kola komal konnor kornelia kosi kotryna krish krisha
krishan krishna kristian kristina kriti krupa krystian krzysztof kuba kudzai kuldeep kulwinder kunal
kurtis kwabena kwadwo kwaku kwame kwasi kweku kwesi kyan kyle kylie kyra kyran kyron kyrylo lacey lachlan
laiba laila lakhbir lakshmi lamar lanre lara larisa larissa latif latifa latoya laura lauren laurence
laurentiu laurie laurynas lavanya layla layton leah leandro leanne lech leela leena leila lena lenny leo
leon leona leonard leonardo leonie leonor leroy lesia lesley leslie leszek leticia levi lexi lexie leyla
liam liana liaqat liban libby lilian liliana lillian lillie lilly lindsay lindsey lisa liviu liza lois
lola loredana lorena lorenzo loretta lorna lottie lou louie louis louisa louise lowri luana luca lucas
lucca lucia lucian luciana lucinda lucy luigi luis luisa luka lukas lukasz luke lukrecija luminita lydia
lyla lynda lynn lynne lyra maaz mabel maciej mackenzie macsen macy madalena madalina maddie maddison maddy
madeleine madeline madhav madiha madison maeve magda magdalena maggie maha mahad mahamed mahdi maheen
mahesh mahira mahmood mahmoud mahnoor mahsun maia maimuna maisie maisy maja majid maks maksim maksym
maksymilian malachi malachy malaika malcolm malgorzata malik malika malky mandeep mandy maneet
manisha manjit manoj manon manpreet manraj mansoor mantas manuel manuela manvir marc marcel marcelina
marcelo marcia marcin marco marcus marek margaret margarida margot maria mariah mariam marian mariana
marianne marie mariia marin marina marissa marius mariusz marley marlon marnie marta martha martim martin
martyn martyna marvin marwa marwan maryam maryum masood matas mateo mateusz matheus matias matilda matt
matteo matthew matthias matylda maura maureen maurice maxim maximilian maxwell maya mayur mckenzie meena
meera megan megha meghan mehmed mehmet mehreen mehwish mei mel melanie melek melissa menachem mendel
mercedes meredith meron mert merve mia mica micah michael michaela michal micheal michelle mick miguel
mihaela mihai mihail mihir mihret mikayla mike mikey mikolaj mila mildred milena millie milly milo milosz
mimi mina minahil ming minh minnie mira miranda mircea miri miriam miroslaw mirza mishal mitesh modestas
modupe moeen mohamad mohamed mohammad mohammed mohan mohit mohsin moira mollie molly monica monique
montgomery mordechai morgan morwenna moses moshe moyo mubarak muhammad muhammed muhammet muireann mukhtar
munashe muneeb munira murat murray murtaza musa musab muskan mustafa muzammil mya mykhailo mykola mykyta
myla myles myra nabeel nabil nabila nadeem nadia nadine nadir nadzieja naeem nafisa naima naina nainesh
najma najmo namrata nanak nancy naoki naomi narendra nasir nasra nasreen natalia natalie natan natasha
natasza nate nathan nathanael nathanial nathaniel natnael navdeep naveed navjot navneet navraj nawal nazar
nazia nechama necla neel neelam neeraj neesha neha nehir neil nel nell nellie nevaeh neve neville ngoc
ngozi nia niall niamh nicholas nico nicola nicolas nicole nicoleta nicusor nigel niharika nikesh nikhil
nikita nikki nikodem nikola nikolai nila nilesh nimco nimisha nimra nina niraj nisha nishant nitin nkechi
nkem nnamdi nneka noah noel nojus nonso noor noora nora norah norbert nuha numan nuno nura nusaybah nusrat
nyasha nyla oakley obi obinna octavia octavian odette ogechi oisin oktawia ola olabisi olamide olayinka
oleg oleh oleksandr oleksii olena olga olha oliver olivia oliwia oliwier ollie olu olumide oluwadamilola
oluwaseun oluwaseyi oluwatobi oluwatobiloba omar omer onur onyeka onyinye ope opeyemi orla orlando orson
osama osaze oscar osian oskar osman otis otto ovidiu owain owen ozan ozge pablo paddy padraig paige pamela
paolo parminder parth parveen patricia patrick patrycja patryk paul paula pauline pavan pavandeep pawel
pedro peggy pelin penelope perry peter petra petru phil philip philippa phillip phoebe phuong pietro
pinchas piotr pippa pola polina pooja prabhjot prakash pranav pranay prashant pratik preeti prisha priti
priya priyanka przemek przemyslaw puja puneet pushpa qadir qali qasim quang quentin quinn rabia rachael
rachel radek radha radoslaw radu raegan rafael rafaela rafal rafay rafiq raheem rahim rahma rahul raj raja
rajan rajeev rajesh rajinder rajiv rajveer rakesh ralph ram raman ramandeep ramesh ramona rana ranbir
randall randeep rani rania ranjit ranveer raphael raquel rares rasheed rashid rashida raul ravi ravinder
raymond raza razvan rebecca rebekah reece reegan reem reena reggie rehan rehana reid reilly rekha remi
remy ren renata renato renee renell renuka reshma reuben reva rex reyansh rhea rhianna rhiannon rhodri
rhona rhys ricardo richard ricky rida riddhi ridwan rihanna riku riley rin rishabh rishi rita ritesh
ritika rivka riya rizwan robbie robel robert roberta roberto rocco rochel rodney rodrigo rogan roger rohan
rohit roise roisin rojda rojin rokas roksana roland ronan ronnie rory rosa rosalie rosalind rosanna roscoe
roshan roshni rosie ross rotimi rowena roxana roxanne roy ruairi ruben ruchi ruchy rudy rufus rugile rui
rupa rupert rupinder ruqaya ruqayyah russell ruta rutendo ruth ruvimbo ryan ryder rylan ryley ryszard
rytis saad saanvi saba sabah sabiha sabin sabir sabrina sachin sade sadia sadie safa safiya safiyyah sagal
sagar sahar sahib sahiba sahil sahra saif saim saima saira sajid sakina sakura salahuddin saleem saleh
salim sally salma salman salvador sam samantha samar samia samina samir samira samiya sammy samrawit
samuel sana sandeep sandra sangeeta sanjay sanjeev santiago santino santosh saoirse saqib sara sarah
sarfraz sarita sasha saskia satinder satnam saurabh scarlet scarlett scott seamus sean sebastian seema
selam selena senait seren serena sergio sergiu serhat seth seun sevgi seyi shabana shabir shafiq shahid
shahida shahzad shaindy shaista shakeel shakir shalini shamim shanaz shane shania shanice shaniqua shannon
shanti shaquille sharan sharon shaun shauna shawn shay shaya shayan shayla shayne shazia sheila shelby
shelley shira shirley shivam shivani shloime shlomo shmuel shoaib shona shoshana shreya shriya shruti
shulem shyam sian sibel siddharth sidney sidra sienna silas silviu simao simas simon simone simran
simranjit sinan sinead sinem siobhan sipho siya skyla skylar slawomir sneha sofia sofiia sohaib sohail
sohan sola solomiya somto sonal sonali sonam sonia sonny sophia sophie sora sorin sruly stacey stanislaw
stas stefan stefania stella stephanie stephen steve steven stewart stuart subhan subhash sude sudha sufyan
suhani sulaiman suleiman suleman sumaiya suman sumaya sumayyah sumeet sumera sunil sunita suraj suresh
surinder susan susannah sushila suzanne svitlana swati sylvia szymon tabassum tabitha tade tadeusz tadhg
tadiwa tafadzwa taha tahir tahira taiba taiwo takumi talha talia taliesin tallulah tamara tamim tamsin
tanaka tania tanisha tanveer tanvi tanya tapiwa tara taran taranjit taras tarik tariq tariro tarun tasha
tasnim tatenda tatiana tautvydas taymur tayo tayyab tayyaba ted teddy tegan tegwen tehreem tejal teju temi
temidayo temitayo temitope tendai terence teresa terry tesfay tessa tetiana thabo thandiwe thanh thao thea
thelma theo theodora theodore theresa thiago thomas tia tiago tiana tiarna tiegan tiffany tilly tim
timmy timothy timur tina tinashe tinotenda tiwa tobechukwu tobi tobiasz tobiloba toby tod tola tolga tolu
toluwani tom tomas tomasz tomi tomisin tommy tomos toni tony tope tori tracey trang travis trevor trisha
tristan troy tuan tudor tugce tunde tunji tyler tymon tymoteusz tyra tyreece tyreek tyreke tyrell
tyrese tyrone tzipporah ubah ubaid ubayd uche uchenna uday udo ugne uma umaima umair umar umaymah umer
umut una ursula urszula urte urvi usama usmaan usman uthman uzoma vaibhav vakaris valentina valeria
valerie vandana vanessa varun varvara vasant vasco vasile veer vera verity veronica vicente vicky vihaan
vijay vikas vikesh vikram viktoria viktoriia vilte vinay vincent vinnie vinod viola vipul viraj virat
vishal vitor vitoria vivaan vivek vivian vivienne vlad vladimir vladislav vladyslav volodymyr wahid wajid
wale waleed walter wanda waqar waqas warren warsame waseem wasim wayne wendy weronika wiktor wiktoria
wilbur wilfred william willoughby winifred winston witold wojciech wojtek xander xanthe xinyi yaa yaakov
yagmur yahya yana yaqub yaroslav yaroslava yaseen yash yashvi yasin yasir yasmiin yasmim yasmin yasmina
yasmine yaw yegor yehuda yehudis yelyzaveta yemi yetunde yevhen yichen yifan yigit yinka yisroel yitong
yitzchok yocheved yohannes yolanda yonas yosef yossi younis yousef yousuf yuki yulia yuliia yuna yunus
yuri yusra yusuf yuto yuvan yuvraj yuxuan yvette yvonne zac zach zachariah zachary zachery zack zaheer
zahid zahra zahraa zaid zain zaina zainab zak zakaria zakariya zaki zamzam zander zane zanele zara zayd
zayn zaynab zeeshan zeferino zehra zeinab zeki zelal zelda zena zeynep zhihao zia zihan zikora zishan
zixuan zlata zoe zofia zola zosia zoya zubaida zubair zubayr zulfiqar zunaira zuzanna zuzia zygimantas
`
    .trim()
    .split(/\s+/),
)

/** Names that are also words, months, places, flowers, classes or surnames: names only where the sentence says so. */
export const doubtfulNames: ReadonlySet<string> = new Set(
  `
amber angel april archer ash aspen august aurora austin autumn bailey baker basil bay bear bill blake
blessing blossom blue bob bonnie brook brooke brooklyn bryony carmel carter chance charity chase chelsea
cherry chester china christian clay cliff coco cole constance cooper coral cruz crystal cy dale dallas
dawn dean desire destiny dev diamond divine dot drake drew duke earl earnest ebony eden ember emerald
ernest eve faith favour fern fleur florence ford fox frank gale gene genesis georgia gift ginger glory
goodness grace grant gray guy hale happiness harmony harper haven hazel heath heather heaven holly honor
honour hope hunter india iris islam israel ivy jack jade jasmine jay jet jewel jo jordan joy judge june
justice kay kennedy kent kim king kit lance lane lark lee legend lewis lily lincoln logan london love luna
lux major mark mary mason maverick max may melody mercy merit miles mo mona nash nat nelson nevada nick
noble norman nova ocean olive onyx opal page paris parker pat patience peace pearl penny phoenix pierce
piper poppy posy precious presley preston prince princess promise queen rae rain raven ray red reed rich
river rob robin roman rose rosemary rowan royal ruby rush saffron sage sapphire savannah shah sid sky skye
sol spencer stan stanley star sterling stone storm success sue summer sunny sydney tate taylor temperance
terra tiger trinity unity van victor victoria viktor violet wade wells wesley will willow winter wisdom
wolf wren wyatt young zen zion
`
    .trim()
    .split(/\s+/),
)

/** Public figures whom a leader may well cite, or after whom a house or class is called. */
export const publicNames: ReadonlySet<string> = new Set([
  'tom bennett',
  'jayne lowe',
  'bill rogers',
  'doug lemov',
  'paul dix',
  'mary myatt',
  'marc rowland',
  'tom sherrington',
  'daniel sobel',
  'daniel willingham',
  'dylan wiliam',
  'ruth miskin',
  'sam strickland',
  'amy forrester',
  'jarlath brien',
  'kat howard',
  'adam boxer',
  'harry fletcher-wood',
  'john hattie',
  'alex quigley',
  'rob coe',
  'anne frank',
  'rosa parks',
  'mary seacole',
  'nelson mandela',
  'marcus rashford',
  'alan turing',
  'isaac newton',
  'charles darwin',
  'roald dahl',
  'jane austen',
  'emily bronte',
  'florence nightingale',
  'martin luther',
  'michelle obama',
  'malala yousafzai',
  'jessica ennis',
  'david attenborough',
])
