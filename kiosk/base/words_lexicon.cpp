// Owns the word lists themselves, one language after the other, in alphabetical order.
// Constant data, any thread. It must never hold rules: those stand in base/words.cpp.
#include "base/words_lexicon.h"

namespace buurtkiosk::text {

const Lexicon dutch_lexicon{
    .feelings = R"(
        aandachtig aangeslagen angstig bedroefd bedrukt behoedzaam behulpzaam benauwd bereidwillig betrokken
        bevlogen bewogen bezield bezorgd bitter blij boos dankbaar eensgezind eenzaam futloos gedreven gejaagd
        gelaten gemoedelijk geprikkeld gespannen gezellig goedgehumeurd hartelijk huiverig hulpeloos humeurig
        kalm krachteloos kwaad kwetsbaar levendig lusteloos machteloos moe moedeloos monter neerslachtig
        nieuwsgierig nuchter onbehaaglijk ongelukkig ongemakkelijk ongerust ontevreden ontspannen
        onverschillig onwennig onzeker openhartig opgelaten opgetogen opgewekt opgewonden prikkelbaar radeloos
        rusteloos saamhorig schuchter slaperig somber strijdbaar strijdlustig stuurloos terneergeslagen
        terughoudend tevreden treurig uitgelaten uitgeput uitzichtloos vastberaden vastbesloten verbitterd
        verbonden verdeeld verdrietig verlegen vermoeid verslagen vertrouwd verward vijandig voldaan
        vriendelijk vrolijk waakzaam wantrouwig weemoedig wrevelig zenuwachtig zorgeloos zwaarmoedig
    )",
    .qualities = R"(
        aangemoedigd aangenaam aangesproken aansprekend aardig aarzelend actief afgeleid afgemat afgewezen
        afhankelijk afstandelijk afwachtend alert alleen ambitieus amusant apart apathisch arm bang
        bedachtzaam bedankt begaan begeesterd begrepen bekaf bekend bekwaam belangrijk beledigd beleefd
        bemoedigd bemoedigend benieuwd benut bereid bereikbaar beschaamd bescheiden beschermd betaalbaar
        bevestigd bevoorrecht bevredigend bevrijd bewust bezet bijzonder blanco boeiend braaf breed broos
        bruisend buitengesloten bureaucratisch chagrijnig chaotisch constructief cool creatief cynisch
        daadkrachtig dapper denkbaar depressief deskundig dicht diep dik divers dol dolblij dom donker doodmoe
        doordacht dringend dromerig droog druk dubbel duf duidelijk duizelig dun dwars echt eenvoudig eerlijk
        eigenwijs eigenzinnig emotioneel energiek enthousiast ergerlijk ernstig fantastisch fatsoenlijk
        feestelijk fel fijn fit flauw flexibel flink formeel fout fris frustrerend gaaf gastvrij geaccepteerd
        geamuseerd geboeid geborgen gebroken gecharmeerd gedemotiveerd gedesillusioneerd geduldig gedwongen
        geeerd geergerd gefascineerd gefocust gefrustreerd gehaast geheimzinnig gehinderd gehoord geinspireerd
        geintegreerd geinteresseerd geintrigeerd geirriteerd gek gekalmeerd gekwetst geliefd gelijkwaardig
        gelukkig gelukzalig gemakkelijk gemengd gemist gemotiveerd genegeerd geordend geraakt gerespecteerd
        geroerd gerustgesteld geschikt geschokt geschrokken gesloten gesterkt gesteund gestrest getergd
        getroffen getroost gevleid gevoelig gewaardeerd geweldig gewild gewonnen gewoon gezegend gezien gezond
        goed grandioos grappig groeiend groen groot gul haalbaar haastig handig hard harmonieus hectisch
        heerlijk heet helder herkenbaar hilarisch hongerig hoog hoopgevend hooploos hoopvol hoorbaar hopeloos
        hulpvaardig hunkerend indrukwekkend ingewikkeld innovatief inspirerend intens interessant irritant
        jaloers jammer jeugdig jolig jong juist kaal kansrijk katerig kiplekker klaar klein knus koppig kort
        koud krachtig kriebelig kritisch laag laat lacherig langdradig langzaam lastig leeg leergierig
        leerzaam lekker leuk licht lief logisch lollig loom los luchtig lui luisterend machtig magisch mak
        matig melancholisch menselijk mild misselijk moedig moeilijk mondig mooi motiverend multicultureel
        naar nadenkend nat nauw negatief nerveus netjes neutraal nieuw noodzakelijk normaal nuttig ok omarmd
        onafhankelijk onbegrepen onbekend onbelangrijk onbevangen onbezorgd onduidelijk oneerlijk onervaren
        ongeduldig ongehoord ongewenst ongezellig ongezien onhandig onmachtig onmogelijk onnodig onrustig
        onschuldig onthaast ontheemd onthutst ontmoedigd ontnuchterd ontregeld ontroerd ontroerend ontwakend
        ontzet onveilig onverwacht onvoldoende onvoorbereid onvriendelijk onwetend onzichtbaar opbouwend open
        opgebrand opgelucht opgesloten oplettend oplossingsgericht oppervlakkig opstandig optimistisch oud
        overbelast overbodig overdonderd overprikkeld overrompeld overspannen overtuigd oververmoeid
        overweldigd overweldigend paniekerig passief perplex persoonlijk pessimistisch pienter pijnlijk pittig
        positief prachtig pragmatisch praktisch prettig raar razend realistisch rebels relaxed respectvol rijk
        roerig rommelig rot ruim rustig saai samen sceptisch scheef scherp schoon schuldig serieus sfeervol
        slaap slecht slim sloom smal sociaal soepel solidair spannend speels spontaan sprakeloos sterk stevig
        stijf stil stimulerend stoer strak streng stressvol stroef suf sufferig super superblij sympathiek
        teleurgesteld teleurstellend toegankelijk toekomstgericht toevallig tof traag transparant trots trouw
        twijfelachtig twijfelend uitbundig uitdagend uitgebreid uitgedaagd uitgekeken uitgenodigd uitgerust
        uitgewrongen uniek vaag vals vast vastgelopen veelbelovend veelzijdig veilig verantwoordelijk verbaasd
        verbazingwekkend verbijsterd verbindend verdacht verdoofd verdwaald verenigd verfrissend verfrist
        vergeten verhelderend verheugd verkouden verlangend verlaten verlicht verliefd verloren vermaakt
        vermakelijk vermoeiend verontrust verontwaardigd verplicht verrassend verrast verrijkend verrijkt
        verruimend vers verscheurd verslaafd versleten verstandig versterkt verstrooid vertederd verveeld
        vervelend vervreemd vervuld verwaarloosd verwachtingsvol verwarrend verwelkomd verwend verwonderd
        verzadigd verzorgd vief vies vitaal vlak vlot vol voorbereid vooruitstrevend voorzichtig vredig vreemd
        vrij vroeg vuil waardeloos waardevol waardig wakker wanhopig warm welkom wijs wild wisselend woedend
        wollig zacht zalig zeker zelfbewust zelfstandig zelfverzekerd zichtbaar ziek zielig zinloos zinvol
        zoekend zoet zorgzaam zuur zwaar zwak zweverig
    )",
    .nouns = R"(
        aandacht angst balans bank belofte bewoner blijdschap boom budget buur buurman buurt buurthuis chaos
        dans droom droomhuis duizendpoot eenheid eenvoud eer emotie energie enthousiasme ergernis ervaring
        feest frustratie gastvrijheid gedachte gelach geld geluk gemeenschap gemeente gesprek gevoel gezin
        groep hart hobbel hoop huis humor idee initiatief inspiratie inwoner inzicht irritatie kans kater
        keuze kind koffie kracht kriebel lach last lawaai les lichtpunt liefde lol mening mens moed
        mogelijkheid moment muziek nieuws onbegrip onmacht onrust ontmoeting ontspanning oplossing opluchting
        overlast park pijn plan plein plezier probleem project puzzel reis resultaat rommel ruimte ruis rust
        ruzie samenhang samenwerking schaamte sfeer sleutel spanning speeltuin spel spijt stap ster steun
        stilte storm straat stress strijd taart teken teleurstelling thuis tijd toekomst toeval traan twijfel
        uitdaging uitnodiging verandering verbazing verbinding verdriet verhaal verlangen verlies verrassing
        verschil vertrouwen verwachting verwarring verwondering vlinder vonk vraag vrede vreugde vriend
        vriendin vriendschap vuur waarde waardering wantrouwen warmte wens wijk winst wirwar woede wonder
        zekerheid zenuw zin zon zorg zucht zwerver
    )",
    .others = R"(
        aarde agressief ambities anders bedanken bedreven bedroeven bedrogen bedropen beedigd beetje begrijpen
        begrip bekeken beledigen beleerd belegen beleven belogen bemind benutten bereden bereiden berust
        beschermen bespannen betoverd betrapt betrekken betrokkene bevrijden bewegen bewonder bewonen bezeten
        bezoek bezonnen bezopen bezorgen bezweken bidden bloeiend boeien boek bos bouwen broeiend brood
        broodje buurvrouw dansen dingend dode doen dromend duizeling eens ellende emotionaliteit ergens
        ervaren feesten fietsen finale foto foutloos geachte gebeurd gebloeid gebogen gebonden geboord geboren
        gebraakt gebroeid gedachteloos gedeeld gedoe gedrongen gedronken geduld gefeliciteerd gehaagd geheim
        gehoofd gehoornd geketst gekliefd gekloven gekraakt gelachen geladen gelagen gelakten gelapten
        gelasten gelden gelegen gelegenheid geliefde gelijkaardig geloefd gelogen geloof geloven gelukken
        gelukt gemeende genegen genieten gepikkeld gerend gereven geroken geroost geschrokt gespaard gespeeld
        gespeend gesponnen gespoten gesproken gestoofd gestoord gestrekt getoost getrokken gevallen geven
        gevloeid gevonden gevraagd ruziën gevuld geweten gewillig gewinnen gewisseld gewogen gewond gewoonte gewraakt
        gezakt gezeten gezoend gezogen gezongen gezonken goud groei groeien haat halen harmonie hatelijk
        helpen hemels heten hoopje hoornaar hopen huivering huren irrigatie ja kaartje kriebeling kunnen
        kwartje lachen lang lasten leef legende leren leven lopen luisteren machten meedoen meisje moeder
        moeten mogelijk nee neuraal niets nooit omgezien onderweg onroerend ontdekken ontmoeten ontroeren
        ontruimd ontslagen ontslapen ontvoerd ontvoeren opgeladen opgelicht opgewerkt opletten oplichting
        opstanding ouder over overheid overklast overlaat overladen overleden overreden overtuigen overtuigend
        overwinnen overwogen overwonnen paus pauze plant plantje praten rede reizen rommeling roos roze rusten
        schaakte schaamde schoonheid septisch slechts solidariteit solitair spannen spelen spreken staan stad
        steeds steen stemmen steunen straf strijden stuk stukje tijden tijdje toekomt toevallen troost uit
        uitdagen uitdragend uitgeladen uitgeloten uitgepuft uitgesloten uitgespoten uitje uitkeren veel
        verachten verachting verandert verarmd verbaal verbannen verbazen verbeeld verbeten verbeterd
        verbetert verbieden verbinden verblijd verblind verblinden verblindend verblinding verbluft verboden
        verbranding verbrast verdedigd verdeed verdenken verdiend verdienen verdragen verdrongen verdronken
        verdwijnen veredeld verengd verenigen vergeeld vergelend vergeven vergieten verguisd verguld
        vergunning verhalen verheffen verheugen verheven verhit verhuisd verhuren verkies verkiezen verkleden
        verkocht verkoren verkozen verkracht verladen verlagend verlangd verlangden verleden verleend verleerd
        verleggen verleid verleiden verlenen verlengd verlept verliezen verloten verlucht vermaalt vermaken
        vermeid vermeld vermengd vermist vermits vermoed vermoord vernederd vernield vernieuwd verontschuldigd
        verpand verpest verplegen verpletterd verrassen verrekt verrot versagen verschuil versierd verslapen
        verslaven versperd verstaan versteld verstomd verstompt verstoord verstoot verstopt verstrekt vertast
        verteerd verteld vertellen vertraagd vertragen vertrekken vertrokken vertrouw vertrouwden verveend
        verveld vervelen vervellend verven vervloekt vervlogen vervoegd vervoerd vervolgd vervormd vervuild
        verwaand verwacht verwachten verwarmd verwarren verweesd verwennen verwens verwijd verwijderd verwoest
        verwond verzaakt verzadigen verzameld verzekerd verzetten verzocht verzucht vinden vlonder voelen
        voorbereidden voorbereiden vrijheid waar waard waarheid wachten wantrouwden weinig wel werk werken
        weten wiedend willen winnen wonen wordend zee zien zijn zingen zinnen zinnetje zoeken zoemend zomers
        zonen zonloos zorgen zullen
    )",
    .variants = R"(
        oke=ok okay=ok okee=ok okidoki=ok relax=relaxed relaxt=relaxed relexed=relaxed gestresst=gestrest
        gestressed=gestrest gestresd=gestrest samenhorig=saamhorig samenhorigheid=saamhorigheid nieuwschierig=nieuwsgierig
        nieuwsgirig=nieuwsgierig gefocused=gefocust gefocussed=gefocust intressant=interessant geintresseerd=geinteresseerd
        skeptisch=sceptisch stresvol=stressvol kado=cadeau moei=moe supper=super gevoelens=gevoel
    )",
};

const Lexicon english_lexicon{
    .feelings = R"(
        aimless anxious bitter bored calm cheerful content curious eager exhausted fearful foggy gloomy grumpy
        happy helpless hopeful hopeless irritable kind lively lonely merry nervous numb open peaceful playful
        powerless restless sad sleepy thankful thoughtful tired uneasy unhappy weary wistful
    )",
    .qualities = R"(
        able active afraid alert alone amazed amazing ambitious amused amusing angry annoyed annoying ashamed
        awake aware awesome awkward bad beautiful bewildered brave bright brilliant busy careful cautious
        challenged challenging chilled clear cold comfortable committed concerned confident confused confusing
        connected cool cosy creative critical cynical dedicated delighted depressed depressing determined
        different difficult disappointed disappointing disconnected discouraged discouraging distant
        distracted divided doubtful dull easy ecstatic embarrassed emotional empowered empty encouraged
        encouraging energetic energized engaged enlightened enough enthusiastic excited exciting excluded fair
        familiar fantastic fascinated fed fine focused forgotten fresh friendly frightened frustrated
        frustrating full fun funny glad good grateful great happier hard harmless heard heavy hesitant
        homesick honest honored hungry ignored impatient important impressed impressive included inspired
        inspiring interested interesting intrigued invited involved irritated jealous joyful late light local
        lost loud loved lovely lucky mad mixed motivated motivating moved moving necessary needed negative
        neutral new nice okay old optimistic overwhelmed overwhelming patient pessimistic pleasant pleased
        positive powerful prepared proud puzzled quiet ready realistic reassured reflective refreshed
        refreshing refusing relaxed relaxing relieved reluctant respected safe satisfied scared seen serious
        shocked shy sick silly skeptical slow sorry special stressed stressful strong stuck supported
        supportive surprised surprising tense terrible terrific together touched tough uncertain unclear
        uncomfortable understood undervalued uninformed united unsafe unsure upset useful useless valued warm
        weak welcome welcoming well wonderful worried worrying wrong young
    )",
    .nouns = R"(
        challenge chance change committee community connection curiosity doubt dream emotion energy
        expectation fear feeling friend frustration future goal gratitude hope idea joy love memory mind mood
        neighbor neighborhood nerve opportunity patience peace plan possibility problem question smile
        solution stress surprise tear thought thrill trust vibe voice wish wonder worry
    )",
    .others = R"(
        bless blessed boring bruised calmer class contend contused contusing customs determiner dividend dress
        emoticon exiting father fathers fill frustrate goods has heart hearts help hopes hoping hunkered
        incited inpatient irrigated irritate mean means news patients peasant pleaded pleas please pleasing
        proudly relations relived rested resting reusing sacred sand set spanned suffering tankful thanks
        thing things think this tires tried trying uniformed unite wandering was wondering worries yes
    )",
    .variants = R"(
        ok=okay oke=okay k=okay chill=chilled cozy=cosy sceptical=skeptical focussed=focused thx=thanks
        gratefull=grateful hopefull=hopeful
    )",
};

const Lexicon turkish_lexicon{
    .feelings = R"(
        bitkin bıkkın dertli durgun düşünceli endişeli güvenli güvensiz güçlü güçsüz hevesli heyecanlı hoşnut
        huzurlu huzursuz istekli isteksiz kararlı kararsız kaygılı keyifli keyifsiz korkulu kırgın kızgın
        mahzun meraklı mutlu mutsuz neşeli neşesiz rahat sabırlı sabırsız sakin tedirgin umutlu umutsuz uykulu
        yalnız yorgun çaresiz öfkeli üzgün şaşkın şüpheli
    )",
    .qualities = R"(
        aktif aç açık bağlı başarılı bekleyen belirsiz beraber berbat bilinçli birlikte boş canlı cesur dargın
        dayanışmacı değerli dikkatli dingin dinç dolu emin enerjik eğlenceli fena gerekli gergin gururlu güzel
        halsiz harika hasta hayran hazır hoş hırslı ilgili ilginç ilgisiz ilham ilhamlı iyi iyimser karamsar
        karışık kötü kırık kırılgan memnun merhametli motive muhteşem müteşekkir net olumlu olumsuz pozitif
        rahatsız samimi sevgili sevinçli sinirli sorumlu soğuk stresli suskun süper sıcak sıkıcı sıkılmış
        tatlı temkinli tok uyanık uyumlu uzak vefalı yararlı yaratıcı yardımsever yeni yoğun zinde zor
        çalışkan önemli özgür özlem şanslı şanssız şaşırmış
    )",
    .nouns = R"(
        arkadaş barış beklenti dayanışma dost duygu düşünce endişe enerji fikir fırsat gelecek gurur güven güç
        hayal heyecan huzur insan istek kahve kaygı keyif komşu korku mahalle merak neşe park plan sabır saygı
        sevgi sevinç soru sorun stres sıkıntı umut zaman çocuk öfke özgürlük şans
    )",
    .others = R"(
        adım bakım ben benim bilim biz bizim deniz değil dinim evet eğitim güzelim hayır olum resim sinir
        sinirler temiz teşekkür teşekkürler var yarım yaşam yok çok ölüm
    )",
    .variants = R"(
        tesekkurler=teşekkürler tsk=teşekkürler
    )",
};

const Lexicon arabic_lexicon{
    .feelings = R"(
        تعبان جاهز حائر حذر حزين خائف خجول راض زعلان سعيد شاكر صبور طموح غاضب غيور فخور فرحان فضولي قلق كسول
        مبسوط متأثر متألم متحمس متردد متشائم متشوق متعب متفائل متفهم متوتر محبط محتار محظوظ مذهول مرتاح مرهق
        مستاء مستعد مستمتع مسرور مشتاق مشغول مصدوم مطمئن ملهم ممتن مندهش منزعج منفتح مهتم نشيط هادئ واثق وحيد
        يائس
    )",
    .qualities = R"(
        آمن إيجابي بارد بسيط جديد جميل جيد حر حلو دافئ رائع سلبي سهل صادق صعب صغير ضروري ضعيف طيب عظيم غامض
        قديم قوي كبير كريم لطيف مبدع متحد متعاون مشترك مفيد ممتاز ممكن ممل مهم واضح
    )",
    .nouns = R"(
        أمان أمل إلهام احترام انتظار انتماء تشاؤم تضامن تعاون تعب تفاؤل توتر ثقة جيران حب حزن حلم حماس حي خوف
        دفء راحة سعادة سلام شكر صبر صداقة طاقة غضب فخر فرح فضول فكرة مجتمع مستقبل مشاركة مشكلة مفاجأة ملل
    )",
    .others = R"(
        ألفة ألم إلحاح الآن التحام التزام التقاء الله جامع جامعة حال حالة حمام حياة شيء لا مدرس مدرسة مكتب
        مكتبة مهام نعم هام
    )",
    .variants = R"(
        متفاءل=متفائل متفايل=متفائل هادي=هادئ خايف=خائف مبسوطه=مبسوط
    )",
};

}  // namespace buurtkiosk::text
