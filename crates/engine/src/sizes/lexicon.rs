//! The trade's words for what a thing is, in English, Spanish, German and French and as price lists shorten them: one
//! meaning, whatever it is called. A meaning compares like a size: equal, different, or not stated.
//!
//! Only words that name one thing in their trade are here; where a word needs its trade to mean it, the entry says so.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Kind;
use super::context::{
    ABRASIVE, BEARING, CABLE, CLAMP, CONTACT, CORDLESS, Context, DRILL, FASTENER, FEET, FUSE, HANDS, LAMP, METAL, PAINT, PIPE, RESIDUAL,
    RING, ROLL, SAW, SEAL, TIE,
};
use super::read::Reader;

/// Meanings of one kind: the trade in which the words mean this, if it takes one; spellings, the first of which is shown.
type Entries = &'static [(Option<Context>, &'static str)];

const MADE_OF: Option<Context> = Some(Context::any(&[FASTENER, PIPE, SEAL, HANDS, TIE, CABLE, ROLL, BEARING, METAL]));
const WORKS_ON: Option<Context> = Some(Context::any(&[ABRASIVE, SAW, DRILL]));
const SCREW: Option<Context> = Some(FASTENER);
const FITTING: Option<Context> = Some(PIPE);

/// Places in these lists are stored in indexes: new entries go to the end of their list.
const LEXICON: &[(Kind, Entries)] = &[
    (Kind::Article, ARTICLES),
    (Kind::Head, HEADS),
    (Kind::Drive, DRIVES),
    (Kind::Point, POINTS),
    (Kind::Threading, THREADINGS),
    (Kind::Material, MATERIALS),
    (Kind::Purpose, PURPOSES),
    (Kind::Grain, GRAINS),
    (Kind::Gloss, GLOSSES),
    (Kind::Side, SIDES),
    (Kind::Coating, COATINGS),
    (Kind::Temper, TEMPERS),
    (Kind::Dimming, DIMMINGS),
    (Kind::Bend, BENDS),
    (Kind::ToolSteel, TOOL_STEELS),
    (Kind::FuseClass, FUSE_CLASSES),
    (Kind::ResidualType, RESIDUAL_TYPES),
    (Kind::Scope, SCOPES),
    (Kind::ClipClass, CLIP_CLASSES),
    (Kind::Ends, ENDS),
    (Kind::Contact, CONTACTS),
    (Kind::CurrentType, CURRENT_TYPES),
];

const ARTICLES: Entries = &[
    (
        None,
        "hex bolt|hex head bolt|hexagon bolt|hexagon head bolt|hex head screw|hexagon head screw|hex cap screw|hexagon cap screw|hex head cap screw|hexagon set screw|hex setscrew|hex set screw|hex screw|hhcs|hh bolt|hex hd bolt|hex hd scr|hex hd screw|hex hd cap scr|scr cap hex hd|hx bolt|hx hd|tornillo hexagonal|tornillo cabeza hexagonal|tornillo de cabeza hexagonal|tornillo cab hex|perno hexagonal|sechskantschraube|6kt schraube|vis tete hexagonale|vis th|bolt hex hd|bolt hex|6kt schrauben|hex cap scr|cap screw hex hd|hex bolts|hex hd set screw|setscrew hex|hexbolt|hexhead bolt|6 kt schraube|sechskant schraube|maschinenschraube sechskant|perno cabeza hexagonal|tornillo hex|torn hex|boulon hexagonal|vis hexagonale|vis h",
    ),
    (
        None,
        "socket cap screw|socket head cap screw|socket head screw|cap head screw|allen cap screw|allen bolt|allen screw|allen head screw|shcs|skt cap|skt hd cap scr|skt cap scr|soc hd cap scr|soc cap scr|cap hd scr|hexagon socket head cap screw|hexagon socket cap screw|hexagon socket head screw|zylinderschraube|inbusschraube|innensechskantschraube|zylinderschraube mit innensechskant|tornillo allen|tornillo allen cilindrico|tornillo cabeza cilindrica allen|allen cilindrica|vis chc|vis btr|scr soc hd cap|screw socket head cap|soc hd screw|socket cap|socket screw|soc cap screw|cap screw allen|hex socket cap screw|inbus|inbus schraube|innensechskant schraube|zyl schraube|zylschr|zylinderkopfschraube|allenschraube|tornillo cilindrico allen|tornillo cabeza allen|torn allen|perno allen|vis six pans creux|vis allen",
    ),
    (
        None,
        "button head socket screw|button head socket cap screw|button head screw|button head cap screw|button socket screw|button head allen screw|button allen screw|hexagon socket button head screw|bhcs|btn hd scr|btn hd skt scr|button hd skt scr|btn hd|linsenkopfschraube mit innensechskant|halbrundschraube|tornillo allen cabeza redonda|tornillo allen boton|allen cabeza boton|tornillo allen cabeza boton|tornillo allen cabeza abombada|vis bhc|soc button hd|button socket head screw|skt button hd",
    ),
    (
        None,
        "countersunk socket screw|csk socket screw|socket countersunk screw|hexagon socket countersunk screw|hexagon socket countersunk head screw|countersunk socket head screw|flat head socket screw|flat head socket cap screw|fhcs|csk skt scr|skt csk scr|skt csk|csk skt|senkschraube mit innensechskant|senkschraube isk|isk senkschraube|senkkopf isk|inbus senkschraube|inbussenkschraube|innensechskant senkschraube|senkschraube inbus|tornillo allen avellanado|allen avellanada|allen cabeza avellanada|tornillo allen cabeza avellanada|vis fhc|socket countersunk head screw|countersunk head socket screw|soc csk hd|hexagon socket csk screw",
    ),
    (
        None,
        "socket set screw|grub screw|set screw cup point|hexagon socket set screw|allen grub screw|grub scr|skt set scr|soc set scr|gewindestift|madenschraube|prisionero|prisionero allen|esparrago allen|vis sans tete|soc set|skt set|hex socket set screw|cup point set screw|allen set screw|headless screw|wurmschraube|gewindestifte|varilla prisionero|tornillo prisionero|vis de pression",
    ),
    (
        None,
        "machine screw|linsenschraube|m c screw|m c scr|mach scr|m s|m scr|mc scr|maschinenschraube|gewindeschraube|tornillo de maquina|tornillo metrica|tornillo rosca metrica|vis a metaux|tornillo rosca maquina|tornillo para metal|senkkopfschraube|tornillo metrico|tornillo rosca metrica alomada|machine scr|mch scr|tornillo maquina|vis machine|vis metaux",
    ),
    (
        None,
        "wood screw|chipboard screw|particle board screw|wd scr|wood scr|chipbd scr|chip scr|holzschraube|spanplattenschraube|spax|tornillo madera|tornillo para madera|tornillo de madera|tornillo aglomerado|tornillo para aglomerado|tirafondo cabeza alomada|tirafondo avellanado|tirafondo alomado|vis a bois|vis agglo|woodscrew|chipboard scr|c board screw|timber screw|deck screw|particleboard screw|wdscr|wd screw|holzschr|spanplattenschr|spanpl schr|tornillos madera|tirafondo madera|tornillo rosca madera|vis bois|vis agglomere",
    ),
    (
        None,
        "coach screw|lag screw|lag bolt|lag scr|coach scr|hex wood screw|hexagon wood screw|hex head wood screw|schlusselschraube|schluesselschraube|sechskantholzschraube|sechskant holzschraube|tirafondo|tirafondo hexagonal|barraquero|tirefond",
    ),
    (
        None,
        "self tapping screw|selftapping screw|self tapper|sheet metal screw|s t scr|s t screw|s tap scr|self tap scr|blechschraube|tornillo rosca chapa|rosca chapa|tornillo de rosca chapa|tornillo autorroscante|autorroscante|vis a tole|sms|self tap screw|self tapping scr|self tapper screw|selftapper|self tappers|tapping screw|stp screw|blechschr|blech schraube|tornillo chapa|tornillo para chapa|tornillo de chapa|tornillo rosca de chapa|tornillo rosca cortante|vis tole|vis autotaraudeuse",
    ),
    (
        None,
        "self drilling screw|self drilling hex screw|self drilling hex head screw|self drilling hexagon screw|hex self drilling screw|hex head self drilling screw|hex tek|hex tek screw|hex head tek screw|sechskant bohrschraube|self drill screw|selfdrilling screw|tek screw|tek|tex screw|s d scr|s drill scr|self drill scr|sds scr|bohrschraube|selbstbohrende schraube|tornillo autoperforante|autoperforante|tornillo autotaladrante|autotaladrante|tornillo autobroca|autobroca|vis autoperceuse|vis autoforeuse|tek scr|teks screw|teks|roofing tek|drill point screw|selbstbohrschraube|bohrschr|tornillo punta broca|tornillo autotaladro|vis auto perceuse",
    ),
    (
        None,
        "threaded rod|threaded bar|studding|all thread|allthread|all thread rod|screwed rod|thd rod|thrd rod|thd bar|stud rod|gewindestange|varilla roscada|barra roscada|esparrago roscado|tige filetee|gewindestab|threadbar|thread bar|thread rod|rod threaded|bar threaded|studbar|stud bar|gew stange|gewindestangen|varilla rosca|varilla de rosca|vastago roscado|espiga roscada",
    ),
    (
        None,
        "hex nut|hexagon nut|hexagonal nut|full nut|finished hex nut|hx nut|hex nt|sechskantmutter|tuerca hexagonal|ecrou hexagonal|ecrou h|nut hex|nut hexagon|hex nut finished|nut hex fin|hexnut|hex nuts plain|6kt mutter|sechskant mutter|muttern sechskant|tuerca hex|tuerca exagonal|tca hex|ecrou hex",
    ),
    (
        None,
        "lock nut|locknut|nyloc nut|nyloc|nylock nut|nylock|nylon insert nut|nylon insert lock nut|nylon lock nut|self locking nut|stop nut|prevailing torque nut|nyl nut|nyloc nt|nyl ins nut|nyl lock nut|sicherungsmutter|stoppmutter|selbstsichernde mutter|tuerca autoblocante|tuerca autofrenante|autoblocante|autofrenante|tuerca de seguridad|ecrou frein|ecrou nylstop|nyloc lock nut|nyloc self locking nut|nylok|nylok nut|nyl insert nut|selbstsichernde sechskantmutter|tuerca nyloc|tuerca antivibracion|tuerca autobloqueante|autobloqueante|ecrou autofreine|ecrou indesserrable|ecrou nyloc",
    ),
    (
        None,
        "thin nut|thin hex nut|thin hexagon nut|hex thin nut|low nut|thin nt|sechskantmutter niedrige form|sechskantmutter niedrig|niedrige sechskantmutter|tuerca hexagonal baja|tuerca hexagonal delgada|ecrou hexagonal bas|jam nut|half nut|hex jam nut|flache mutter|flache sechskantmutter|sechskantmutter flach|niedrige mutter|tuerca baja|contratuerca|ecrou bas",
    ),
    (None, "dome nut|acorn nut|cap nut|domed nut|hutmutter|tuerca ciega|tuerca de sombrerete|ecrou borgne"),
    (None, "wing nut|wingnut|butterfly nut|flugelmutter|tuerca mariposa|tuerca de mariposa|palomilla|ecrou papillon"),
    (
        None,
        "flange nut|hex flange nut|hexagon flange nut|hexagon nut with flange|hex nut with flange|nut hex flg|hex flg nut|flg nut|nut flange|flanged hex nut|tuerca hexagonal con valona|tuerca hexagonal con brida|flanged nut|serrated flange nut|flanschmutter|sechskantmutter mit flansch|tuerca con valona|tuerca con brida|tuerca embridada|ecrou a embase",
    ),
    (None, "coupling nut|connector nut|connection nut|verbindungsmutter|langmutter|tuerca de union|tuerca larga|ecrou long"),
    (
        None,
        "flat washer|plain washer|fl wshr|flt wshr|flat wshr|fl wsh|flat wsh|pln wshr|unterlegscheibe|u scheibe|arandela plana|rondelle plate|rondelle m|washer flt|wshr flat|wshr flt|washer flat|form a flat washer|flat washer form a|washer plain|plain flat washer|flat wash|pl washer|pl wshr|scheibe flach|beilagscheibe|u scheiben|unterlegscheiben|arandela lisa|arand plana|ar plana|rondelle plates",
    ),
    (
        None,
        "spring washer|split washer|split lock washer|lock washer|spring lock washer|spr wshr|spg wshr|spr wsh|lk wshr|federring|arandela grower|grower|arandela muelle|arandela elastica|rondelle grower|rondelle ressort|spr washer|sprg wshr|sprg washer|spring wshr|spring lock wshr|split ring washer|lockwasher|helical washer|sprengring federring|federringe|federscheibe|arandela de presion|arandela presion|arandela de muelle|arandela resorte|rondelle elastique",
    ),
    (
        None,
        "penny washer|fender washer|repair washer|mudguard washer|penny wshr|fndr wshr|large washer|large flat washer|lge flat washer|kotflugelscheibe|karosseriescheibe|grosse unterlegscheibe|arandela ala ancha|arandela de ala ancha|arandela ancha|arandela plana ancha|arandela plana ala ancha|rondelle large|fender wshr",
    ),
    (
        None,
        "tooth lock washer|serrated lock washer|serrated washer|shakeproof washer|star washer|zahnscheibe|arandela dentada|rondelle dentelee|rondelle eventail",
    ),
    (
        None,
        "dowel pin|parallel pin|dwl pin|cylindrical pin|zylinderstift|pasador cilindrico|goupille cylindrique|steel dowel|pin dowel|zyl stift|passstift|pasador recto|clavija cilindrica",
    ),
    (
        None,
        "split pin|cotter pin|splt pin|splint|pasador de aletas|pasador aletas|goupille fendue|cotter|splitpin|cotter pins|pin split|splinte|chaveta partida|pasador partido|pasador abierto",
    ),
    (
        None,
        "roll pin|spring pin|tension pin|slotted spring pin|spring dowel|spannstift|spannhulse|pasador elastico|goupille elastique|goupille mecanindus|rollpin|spring roll pin|sellock pin|spannhulsen|pasador tubular|pasador elastico tubular",
    ),
    (
        None,
        "blind rivet|pop rivet|bld rivet|pop rvt|blind rvt|blindniet|popniet|remache ciego|remache pop|remache|rivet aveugle|rivet pop|rvt blind|rivet blind|blind rivets|pop rivets|poprivet|pull rivet|blindniete|nietblind|remache de clavo|remache aluminio|remaches|rivet tirant",
    ),
    (
        None,
        "circlip|retaining ring|snap ring|seeger ring|seeger|sicherungsring|anillo de seguridad|anillo elastico|anillo seeger|anneau elastique|circ clip|c clip|retaining clip|ret ring|rtg ring|snapring|sicherungsringe|seegerring|anillo de retencion|anillo retencion|circlips|segment d arret",
    ),
    (
        None,
        "through bolt|wedge anchor|stud anchor|anchor bolt|expansion bolt|throughbolt|thru bolt|bolzenanker|anclaje metalico|perno de anclaje|taco metalico|anclaje de expansion|goujon d ancrage|wedge anch|ankerbolzen|anclaje perno|wedge bolt|expansion anchor|anchor through|trubolt|bolzen anker|segmentanker|schwerlastanker|anclaje de cuna|perno expansion|perno de expansion",
    ),
    (
        None,
        "wall plug|plastic plug|nylon plug|nylon wall plug|rawlplug|rawl plug|dubel|spreizdubel|dubel nylon|nylondubel|taco nylon|taco de nylon|taco plastico|taco|cheville nylon|nyl plug|wall plg|wallplug|raw plug|rawlplugs|plug wall|dubel kunststoff|kunststoffdubel|universaldubel|taco universal|taco de plastico|tarugo|cheville plastique",
    ),
    (None, "drop in anchor|drop in|knock in anchor|einschlaganker|anclaje hembra|taco hembra|taco de golpe|di anchor|drop in anch"),
    (
        None,
        "hammer fixing|nail plug|hammer plug|hammer in fixing|hmr fix|nageldubel|taco clavo|taco de clavo|cheville a frapper|nail in anchor|hammer in anchor|nail anchor|schlagdubel|nagel dubel|taco percusion|taco de percusion|cheville clou",
    ),
    (None, "frame fixing|frame plug|rahmendubel|taco largo|taco para marcos|frame fix"),
    (
        None,
        "concrete screw|masonry screw|betonschraube|tornillo hormigon|tornillo para hormigon|conc scr|vis beton|concrete anchor screw|anchor screw concrete|concrete anchor|concrete bolt|screwbolt|thunderbolt|betonschr|schraubanker|tornillo para concreto|tornillo concreto|tornillo de hormigon|vis a beton",
    ),
    (FITTING, "elbow|elb|ell|bogen|winkel|codo|coude|elbw|rohrbogen"),
    (
        FITTING,
        "tee|equal tee|te|te igual|t stuck|t stuck egal|t piece|tee equal|t fitting|tee piece|tee piece equal|t stueck|t stuck gleich|pieza t|pieza en t|raccord t|raccord te",
    ),
    (
        FITTING,
        "pipe socket|socket|coupling|full coupling|cplg|muffe|manguito|manchon|socket f f|pipe coupling|straight coupling|muffen|rohrmuffe|manguito union|manguito roscado",
    ),
    (
        FITTING,
        "union|conical union|verschraubung|union tres piezas|racor 3 piezas|enlace tres piezas|raccord union|union conical seat|conical seat union|enlace 3 piezas|pipe union|union coupling|holl verschraubung|hollander|racor union|enlace union|racord union",
    ),
    (
        FITTING,
        "nipple|hex nipple|hexagon nipple|nip|hex nip|doppelnippel|sechskant doppelnippel|machon|machon doble|mamelon|barrel nipple|hexnipple|npl|nippl|gewindenippel|niple|niple hexagonal|mamelon double",
    ),
    (FITTING, "reducer|reducing socket|reducing coupling|red socket|reduziermuffe|manguito reducido|manguito reductor"),
    (FITTING, "reducing bush|bushing|hex bushing|bush|red bush|reduziernippel|reduzierstuck|reduccion|reduccion m h"),
    (
        FITTING,
        "pipe plug|plug|hex plug|stopfen|verschlussstopfen|tapon|tapon macho|bouchon|blanking plug|threaded plug|plug blank|blindstopfen|gewindestopfen|tapon roscado|bouchon male",
    ),
    (
        FITTING,
        "pipe cap|cap|end cap|kappe|verschlusskappe|tapon hembra|caperuza|blanking cap|threaded cap|gewindekappe|blindkappe|tapa roscada|tapon ciego|bouchon femelle",
    ),
    (
        None,
        "ball valve|ball vlv|ball vv|b v|kugelhahn|valvula de bola|valvula bola|valvula de esfera|valvula esfera|llave de esfera|vanne a bille|robinet a boisseau|bv|lever ball valve|full bore ball valve|bvlv|kugelventil|kugelhahne|valv bola|llave de bola|llave bola|robinet a bille|vanne boisseau spherique",
    ),
    (
        None,
        "gate valve|gate vlv|schieber|absperrschieber|valvula de compuerta|valvula compuerta|robinet vanne|vanne a passage|gv|gatevalve|gate vv|wheel valve|stopcock gate|keilschieber|absperrventil schieber|valv compuerta|llave de compuerta|llave compuerta|robinet a opercule",
    ),
    (
        None,
        "check valve|non return valve|chk vlv|chk valve|nrv|check vlv|ruckschlagventil|valvula de retencion|valvula retencion|valvula antirretorno|clapet anti retour|ruckschlagklappe|swing check valve|chk vv|checkvalve|one way valve|non return vlv|nr valve|ruckschlag ventil|ruckfluss verhinderer|ruckflussverhinderer|valvula anti retorno|valv retencion|valvula check|clapet de non retour|clapet antiretour",
    ),
    (None, "globe valve|globe vlv|valvula de asiento|valvula asiento|geradsitzventil|robinet a soupape"),
    (None, "butterfly valve|absperrklappe|valvula de mariposa|vanne papillon"),
    (None, "strainer|y strainer|schmutzfanger|filtro en y|filtro y|filtre y"),
    (
        None,
        "cutting disc|cutting disk|cut off wheel|cut off disc|cutoff wheel|cutting wheel|slitting disc|cut disc|cut wheel|cut off whl|c o whl|trennscheibe|disco de corte|disco corte|disque a tronconner|metal cutting disc|thin cutting disc|inox cutting disc|cut off disk|cutoff disc|parting disc|chop saw disc|ctg disc|cttg disc|flexscheibe|trennscheiben|disco para cortar|disco tronzador|disque de coupe|disque tronconner",
    ),
    (
        None,
        "grinding disc|grinding wheel|grinding disk|depressed centre disc|dpc disc|grd disc|grind disc|grind whl|grdg disc|schruppscheibe|schleifscheibe|disco de desbaste|disco desbaste|disque a ebarber|disque a meuler|grnd disc|grind disc dc|grinder disc|grinder wheel|grdng disc|dc grinding disc|schruppscheiben|disco amolar|disco de amolar|disco desbastar|disco para desbastar|disque de meulage",
    ),
    (
        None,
        "flap disc|flap wheel|flap disk|lamellar flap disc|lamella disc|flap whl|lamellenscheibe|lamellenschleifscheibe|facherscheibe|facherschleifscheibe|disco lamelar|disco de laminas|disco de lamas|disco laminas|disque a lamelles|flapdisc|flap sanding disc|flp disc|facherschleifteller|lamellenschleifteller|disco de aletas|disco flap|disque lamelle",
    ),
    (
        None,
        "diamond blade|diamond disc|diamond cutting disc|diamond wheel|diam blade|dia blade|dmd blade|diamanttrennscheibe|diamantscheibe|disco diamante|disco de diamante|disque diamant|diamond cutting blade|diamond saw blade|diamond cutter|diamanttrennblatt|diamant trennscheibe|disco diamantado|disco de corte diamante|hoja de diamante|lame diamant",
    ),
    (
        None,
        "sanding belt|sand belt|abrasive belt|sndg belt|schleifband|banda de lija|banda lija|banda abrasiva|bande abrasive|sander belt|linishing belt|linisher belt|file belt|power file belt|powerfile belt|abrasive band|sanding band|sdg belt|abr belt|endlosschleifband|schleifbander|cinta de lija|cinta lija|cinta abrasiva|correa de lija|bande de poncage",
    ),
    (
        None,
        "sanding disc|velcro sanding disc|velcro disc|hook and loop disc|sand disc|sndg disc|schleifscheibe klett|klettscheibe|disco de lija|disco lija|disque abrasif|h l disc|h&l disc|kletthaftscheibe|velcro disc abrasive|sanding disk|sander disc|abrasive disc|orbital sanding disc|orbital disc|velcro backed disc|velcro backed sanding disc|hook loop disc|hook and loop sanding disc|hook loop sanding disc|da disc|sdg disc|exzenterschleifscheibe|klettschleifscheibe|haftschleifscheibe|schleifblatt|disco velcro|disco abrasivo|disco abrasivo velcro|disco de lija velcro|disco lija velcro|lija velcro|disque velcro|disque auto agrippant|disque de poncage",
    ),
    (
        None,
        "sanding sheet|sand sht|sndg sht|abr sht|sanding sht|sandpaper|abrasive paper|sand paper|emery paper|schleifpapier|schleifbogen|papel de lija|hoja de lija|pliego de lija|papel lija|papier abrasif|papier de verre|abr sheet|abrasive sheet|schleifpapierbogen|sanding paper|glasspaper|glass paper|wet and dry paper|wet dry paper|wet or dry paper|emery sheet|sand sheet|sndg sheet|sdg sheet|sandpapier|schmirgelpapier|nassschleifpapier|lija|lija de agua|lija al agua|papel abrasivo|hoja lija|pliego lija|feuille abrasive|papier a poncer",
    ),
    (
        None,
        "twist drill|twist drill bit|jobber drill|jobber drill bit|hss drill|hss drill bit|drill bit hss|hss bit|spiralbohrer|metallbohrer|hss bohrer|broca metal|broca hss|broca para metal|broca helicoidal|foret metaux|foret hss|hss g drill|hss co drill|hss cobalt drill bit|broca cobalto|drl bit hss|drl bit hss co|hss drl|drill hss|jobber bit|metal drill bit|metal drill|drill bit metal|drill bit for metal|metall bohrer|hss spiralbohrer|broca acero|broca para acero|broca de metal|meche hss|meche metal|foret metal|foret a metaux",
    ),
    (
        None,
        "masonry drill|masonry drill bit|masonry bit|mas drill|msnry drill|steinbohrer|betonbohrer|mauerbohrer|broca pared|broca de pared|broca para pared|broca widia|broca hormigon|foret beton|brick drill bit|concrete drill bit|concrete drill|wall drill bit|stein bohrer|beton bohrer|broca muro|broca para hormigon|broca de hormigon|broca albanileria|meche beton|foret a beton|foret maconnerie",
    ),
    (
        None,
        "hole saw|holesaw|lochsage|corona perforadora|sierra de copa|sierra de corona|scie cloche|corona bimetal|bi metal hole saw|hole saw bi metal|hole cutter|holesaw cutter|hole saw cutter|bimetal hole saw|bimetal holesaw|lochkreissage|bimetall lochsage|corona de perforacion|corona perforadora bimetal|sierra corona",
    ),
    (None, "step drill|step drill bit|cone cutter|stufenbohrer|broca escalonada|foret etage"),
    (None, "wood drill|wood drill bit|wood bit|brad point drill|brad point bit|holzbohrer|broca madera|broca para madera|foret bois"),
    (None, "spade bit|flat bit|flat wood bit|flachfrasbohrer|broca de pala|broca pala"),
    (None, "auger bit|schlangenbohrer|broca salomonica"),
    (
        None,
        "circular saw blade|circ saw blade|circ saw bld|circ bld|saw blade circular|tct blade|kreissageblatt|disco de sierra|hoja de sierra circular|disco sierra circular|hoja sierra circular|lame scie circulaire|lame de scie circulaire|tct saw blade|hm kreissageblatt|saw blade tct|tct circular saw blade|circular blade|circ saw blades|circular sawblade|hartmetall sageblatt|hm sageblatt|kreissagenblatt|disco de sierra circular|disco para sierra circular|lame circulaire",
    ),
    (
        None,
        "jigsaw blade|jig saw blade|jigsaw bld|stichsageblatt|hoja de calar|hoja de sierra de calar|hoja sierra calar|hoja sierra de calar|hoja caladora|lame scie sauteuse|jigsaw blades|jig blade|stichsagenblatt|stichsageblatter|hoja para caladora|hoja de caladora|lame sauteuse",
    ),
    (
        None,
        "reciprocating saw blade|recip saw blade|recip saw bld|recip blade|recip bld|sabre saw blade|sabelsageblatt|hoja de sierra sable|hoja sierra sable|lame scie sabre",
    ),
    (
        None,
        "hacksaw blade|hack saw blade|hacksaw bld|handsageblatt|metallsageblatt|hoja de sierra de arco|hoja sierra arco|lame scie a metaux",
    ),
    (None, "bandsaw blade|band saw blade|bandsaw bld|bandsageblatt|hoja de sierra de cinta|hoja sierra cinta|lame scie a ruban"),
    (
        None,
        "o ring|oring|o rg|junta torica|torica|joint torique|runddichtring|org|o rings|o ring seal|o seal|rundschnurring|dichtring o|nullring|anillo torico|junta o ring",
    ),
    (
        None,
        "oil seal|rotary shaft seal|shaft seal|rotary seal|lip seal|wellendichtring|simmerring|radialwellendichtring|reten|reten de eje|joint spi|joint a levre|oilseal|radial wellendichtring|reten de aceite|reten aceite|sello de aceite|joint a levres",
    ),
    (
        None,
        "bonded seal|dowty washer|dowty seal|bonded washer|bnd seal|bonded wshr|usit ring|usitring|junta metalobuna|arandela metalobuna|junta dowty|bague bs|junta metal goma|verbunddichtring|verbunddichtung",
    ),
    (
        None,
        "tapered roller bearing|taper roller bearing|kegelrollenlager|rodamiento conico|rodamiento de rodillos conicos|roulement conique|trb|brg tpr rlr|taper bearing",
    ),
    (None, "needle roller bearing|needle bearing|nadellager|rodamiento de agujas|roulement a aiguilles"),
    (
        None,
        "v belt|vee belt|wedge belt|keilriemen|correa trapezoidal|correa trapecial|correa en v|correa v|courroie trapezoidale|vbelt|schmalkeilriemen|narrow v belt|v riemen|vbelts|vee belts|keil riemen|keilr|correa trapecio|correas trapezoidales|courroie trapeze",
    ),
    (None, "timing belt|toothed belt|zahnriemen|correa dentada|correa de distribucion|courroie crantee"),
    (
        None,
        "cable tie|zip tie|tie wrap|ty rap|tie nyl|cbl tie|nyl tie|kabelbinder|brida nylon|brida de nylon|brida|brida para cables|abrazadera de nylon|collier de serrage nylon|ziptie|zip ties|cable ties|tie cable|tywrap|tyrap|nylon tie|nylon cable tie|nylon cable ties|cbl ties|kabelbinder nylon|kabelband|bridas|abrazadera plastica|abrazadera plastico|precinto nylon|serre cable nylon|serflex nylon|colson|colson nylon",
    ),
    (
        None,
        "duct tape|gaffer tape|cloth tape|gaffa tape|gewebeband|panzertape|panzerband|cinta americana|ruban americain|ducttape|duck tape|gaffa|cloth duct tape|gewebeklebeband|textilband|cinta de tela|cinta multiusos|ruban toile|ruban adhesif toile",
    ),
    (
        None,
        "masking tape|painters tape|mask tape|kreppband|malerkrepp|abdeckband|cinta de carrocero|cinta carrocero|cinta de pintor|cinta pintor|ruban de masquage|maskingtape|painter s tape|decorators tape|crepe tape|maler krepp|abklebeband|krepp klebeband|cinta de enmascarar|cinta enmascarar|cinta de papel|papel de carrocero|ruban cache|ruban de peintre",
    ),
    (
        None,
        "electrical tape|insulation tape|insulating tape|pvc tape|pvc electrical tape|elec tape|insul tape|isolierband|cinta aislante|ruban isolant|electricians tape|electricians pvc tape|insulation pvc tape|iso tape|isoband|isolier band|elektro isolierband|cinta electrica|cinta aislar|cinta de aislar|cinta aisladora|chatterton|ruban electrique",
    ),
    (
        None,
        "double sided tape|double side tape|d s tape|dbl sided tape|dbl side tape|doppelseitiges klebeband|doppelklebeband|cinta doble cara|cinta de doble cara|ruban double face|double sided mounting tape|mounting tape",
    ),
    (
        None,
        "packing tape|packaging tape|parcel tape|pkg tape|pack tape|paketband|packband|paketklebeband|cinta de embalar|cinta embalar|cinta de embalaje|cinta precinto|ruban d emballage|carton sealing tape|cinta precintar|box tape|carton tape|pack band|packklebeband|cinta embalaje|cinta adhesiva embalar|ruban adhesif emballage|scotch emballage",
    ),
    (
        None,
        "ptfe tape|thread seal tape|teflon tape|plumbers tape|gewindedichtband|cinta teflon|cinta de teflon|ruban teflon|thread tape|plumber s tape|thread sealing tape|teflonband|ptfe band|ptfe gewindeband|cinta ptfe|cinta selladora de roscas|teflon en cinta|ruban ptfe|ruban d etancheite",
    ),
    (
        None,
        "aluminium tape|aluminum tape|aluminium foil tape|foil tape|alu tape|aluminiumklebeband|cinta de aluminio|cinta aluminio|ruban aluminium",
    ),
    (
        Some(FEET),
        "safety boots|safety boot|sfty boot|work boot|sicherheitsstiefel|bota de seguridad|bota seguridad|botte de securite|boot sfty|sicherheitsschuh hoch|sfty boots|safety work boots|steel toe boots|steel toe cap boots|toe cap boots|arbeitsstiefel|schutzstiefel|botas seguridad|botas de seguridad|botas de trabajo|bota de trabajo|bottes de securite",
    ),
    (
        Some(FEET),
        "safety shoes|safety shoe|sfty shoe|work shoe|sicherheitsschuh|sicherheitshalbschuh|zapato de seguridad|zapato seguridad|chaussure de securite|safety trainers|safety work shoes|steel toe shoes|arbeitsschuh|arbeitsschuhe|sicherheits schuh|zapatos seguridad|zapatos de seguridad|calzado de seguridad|zapato de trabajo|chaussures de securite",
    ),
    (
        None,
        "welding gauntlets|welding gauntlet|welding glove|weld glv|welders glove|welder glove|schweisserhandschuh|guante de soldador|guante soldador|guante para soldar|gant de soudeur|welder gauntlet|guantes soldador|glv weld",
    ),
    (
        None,
        "copper tube|copper pipe|cu tube|cu pipe|kupferrohr|tubo de cobre|tubo cobre|tuberia de cobre|tube cuivre|copper piping|tube copper|pipe copper|cu rohr|kupfer rohr|kupferleitung|tuberia cobre|cano de cobre|cano cobre|tuyau cuivre",
    ),
    (
        None,
        "wire rope|steel wire rope|steel rope|w rope|drahtseil|stahlseil|cable de acero|cable acero|cable d acier|steel cable|stainless wire rope|swr|draht seil|stahlseile|cable acero trenzado|cable de acero trenzado|cable d acier torsade",
    ),
    (
        None,
        "spray paint|aerosol paint|spray pnt|aero pnt|lackspray|spruhlack|farbspray|pintura en spray|pintura spray|spray de pintura|peinture aerosol|bombe de peinture|spraypaint|paint spray|aerosol spray paint|spray can|spray can paint|spraydose|spruhdose|spruhfarbe|lack spray|bote de spray|aerosol de pintura|pintura aerosol|bombe peinture",
    ),
    (
        None,
        "drill driver|cordless drill|cordless drill driver|cordless drill/driver|drill drvr|akkuschrauber|akku bohrschrauber|akkubohrschrauber|taladro atornillador|taladro bateria|taladro a bateria|perceuse visseuse",
    ),
    (
        None,
        "impact driver|imp drvr|imp driver|schlagschrauber|akku schlagschrauber|atornillador de impacto|atornillador impacto|visseuse a choc|imp drvr|impact drvr|impact screwdriver",
    ),
    (
        None,
        "angle grinder|ang grinder|ang grdr|winkelschleifer|akku winkelschleifer|amoladora|amoladora angular|meuleuse|cdls grinder|cordless grinder|akku winkelschleifer",
    ),
    (
        None,
        "rcd|rccb|residual current device|fi schalter|interruptor diferencial|diferencial|interrupteur differentiel|fehlerstromschutzschalter|fi|residual current circuit breaker|residual current breaker|earth leakage breaker|rcd switch|fi schutzschalter|rcd schalter|differenzstromschalter|diferencial residual|interruptor diferencial residual|llave diferencial|inter differentiel",
    ),
    (
        None,
        "hose clip|hose clamp|worm drive clip|jubilee clip|schlauchschelle|abrazadera|abrazadera sin fin|abrazadera de manguera|collier de serrage|wd clamp|schlauchklemme|worm drive hose clamp|worm drive clamp|abrazadera de tornillo|hose band|band clamp|worm clip|hose clmp|hse clip|hse clamp|schneckengewindeschelle|schneckenschelle|gewindeschelle|schlauchbinder|abrazadera metalica|abrazadera tornillo sin fin|abrazadera manguera|collier de serrage a vis|collier serflex",
    ),
    (
        None,
        "flat bar|flat stock|flachstahl|flacheisen|pletina|fer plat|flat steel|steel flat|flatbar|mild steel flat|flach stahl|flachstange|bandstahl|pletina de acero|platina|platina de acero|barra plana|plat acier",
    ),
    (
        None,
        "round bar|rod bar|rnd bar|rundstahl|rundeisen|redondo|barra redonda|redondo macizo|fer rond|roundbar|steel round|round steel|bar round|solid round|rund stahl|rundstange|rundmaterial|barra redonda de acero|redondo de acero|redondo liso|rond acier|barre ronde",
    ),
    (
        None,
        "equal angle|angle iron|angle bar|steel angle|winkelstahl|winkeleisen|angular|perfil angular|corniere|angle eq|eq angle|angle equal|steel angle equal|angle steel|l profile|winkelprofil|angulo de lados iguales|angle section|angle profile|mild steel angle|l bar|l angle|winkel stahl|l stahl|l profil|hierro angulo|hierro en l|perfil en l|perfil l|fer en l|fer corniere",
    ),
    (
        None,
        "square hollow section|square tube|shs|box section|vierkantrohr|quadratrohr|tubo cuadrado|tube carre|square hollow|square steel tube|shs square tube|perfil tubular cuadrado|hollow square section|sq tube|sq hollow section|box tube|hohlprofil quadratisch|quadrat rohr|vierkant rohr|vierkanthohlprofil|tubo cuadrado de acero|tube carre acier",
    ),
    (
        None,
        "sheet metal|metal sheet|steel sheet|sht mtl|blech|feinblech|chapa|chapa metalica|plancha|tole|sheet mtl|stl sheet|plate sheet|metal plate|steel plate|plate steel|sheet steel|sheet of steel|blechtafel|stahlblech|blech tafel|chapa de acero|plancha de acero|plancha metalica|tole acier",
    ),
    (
        None,
        "disposable gloves|disposable glove|single use gloves|disp glv|einweghandschuh|guante desechable|guantes desechables|gant jetable|disposable nitrile gloves|glv disp|disp gloves|disposable nitrile glove|disposables gloves|nitrile disposable gloves|latex disposable gloves|exam gloves|examination gloves|einmalhandschuh|einmalhandschuhe|untersuchungshandschuhe|guante de un solo uso|guantes de un solo uso|guantes un solo uso|guante examen|gants jetables|gants usage unique",
    ),
    (
        None,
        "air hose|compressed air hose|druckluftschlauch|pressluftschlauch|manguera de aire|manguera aire|manguera aire comprimido|tuyau air comprime|hose air|airline hose|air line hose|compressor hose|pneumatic hose|compr air hose|comp air hose|kompressorschlauch|luftschlauch|pneumatikschlauch|manguera neumatica|manguera de compresor|manguera compresor|manguera para aire|manguera para aire comprimido|manguera de aire comprimido|tuyau pneumatique|tuyau d air comprime",
    ),
    (
        None,
        "garden hose|gartenschlauch|manguera de jardin|manguera jardin|manguera de riego|tuyau d arrosage|water hose|water hose reinforced|wasserschlauch|manguera de agua|hose water|tuyau eau|hosepipe|hose pipe|garden hosepipe|watering hose|irrigation hose|gdn hose|grdn hose|bewasserungsschlauch|manguera para jardin|manguera riego|manguera para riego|manguera agua|tuyau arrosage|tuyau de jardin",
    ),
    (
        FITTING,
        "reducing tee|red tee|t stuck reduziert|te reducida|te reducido|te reduit|tee reducing|tee red|reducing t|te reductora|te reduccion",
    ),
    (
        FITTING,
        "compression elbow|comp elb|comp elbow|klemmring winkel|codo de compresion|codo compresion|racor de compresion codo|klemmverschraubung winkel|codo racor compresion",
    ),
    (
        FITTING,
        "compression coupling|straight compression coupling|str comp cplr|comp cplr|comp cplg|compression coupler|manguito de compresion|manguito compresion|klemmverschraubung|comp coupling|straight coupling compression|str comp coupling|enlace recto compresion|racor de compresion recto|racor compresion recto|gerade klemmverschraubung",
    ),
    (
        None,
        "carriage bolt|coach bolt|cup square bolt|schlossschraube|flachrundschraube|tornillo carrocero|tornillo de carruaje|boulon poelier",
    ),
    (
        None,
        "mcb|miniature circuit breaker|circuit breaker|ls schalter|leitungsschutzschalter|magnetotermico|interruptor magnetotermico|interruptor automatico|disjoncteur|ckt brkr|cb|automat|mini circuit breaker|miniature breaker|mcb breaker|ckt breaker|circuit brkr|sicherungsautomat|leitungsschutz schalter|ls automat|automatico magnetotermico|pia|pastilla termica|llave termica|disjoncteur modulaire",
    ),
    (
        None,
        "short link chain|chain sl|link chain|rundstahlkette|cadena eslabon corto|cadena de eslabon corto|chaine|chain short link|steel chain|welded chain|short lnk chain|stahlkette|rundgliederkette|chaine maillon court",
    ),
    (
        None,
        "precision steel tube|precision tube|hydraulic tube|hydraulic steel tube|prazisionsstahlrohr|hydraulikrohr|tubo de precision|tubo de acero de precision|tubo hidraulico|prec stl tube|hyd tube|hyd tube stl",
    ),
    (
        None,
        "instrument tube|stainless instrument tube|stainless steel tube|stainless tube|edelstahlrohr|tubo de acero inoxidable|tubo inox|instr tube|ss tube|tubo inoxidable",
    ),
    (
        None,
        "steel pipe|seamless pipe|seamless steel pipe|pipe seamless|stahlrohr nahtlos|stahlrohr|tubo de acero|tubo de acero sin soldadura|tuberia de acero|tubo sin soldadura|pipe smls|stl pipe|smls pipe|pipe steel",
    ),
    (
        Some(HANDS),
        "cut resistant gloves|cut resistant glove|glv cut|cut glove|cut gloves|schnittschutzhandschuh|guante anticorte|guante corte|cut level f gloves|cut level gloves",
    ),
    (
        Some(HANDS),
        "driver gloves|leather driver gloves|driver glove|leather driver glove|glv drv|fahrerhandschuh|guante de piel conductor|guante conductor|glv lthr drvr|lederhandschuhe fahrer",
    ),
    (
        Some(HANDS),
        "coated gloves|glv nitr|nitrile glv|glv nitrile|coated work gloves|nitrile coated work gloves|nitrile coated gloves|coated glove|montagehandschuh|nitrile dipped gloves|guantes recubiertos|nitril arbeitshandschuhe|arbeitshandschuhe nitril|guante de trabajo nitrilo|dipped gloves",
    ),
    (None, "rubber cable|rubber flex|h07rn f|h07rn|h07rnf|gummischlauchleitung|gummileitung|manguera de goma"),
    (None, "pvc flex|h05vv f|h05vvf|flexible cable h05vv f|pvc leitung|pvc schlauchleitung"),
    (None, "installation cable|nym j|nym|mantelleitung|cable de instalacion"),
    (None, "underground cable|nyy j|nyy|pwr cbl nyy j|erdkabel|cable subterraneo"),
    (None, "control cable|ysly jz|ysly|steuerleitung|cable de control|cable de mando"),
    (None, "single core wire|h07v k|h07vk|h07v u|aderleitung|cable unipolar|hilo de linea"),
    (None, "hook up wire|hookup wire|hu wire|schaltlitze|cable de conexion"),
    (None, "cord end ferrule|bootlace ferrule|bootlace ferr|cord end ferr|wire ferrule|ferrule|aderendhulse|puntera hueca|embout de cable"),
    (None, "cable lug|ring lug|crimp ring lug|crimp lug|kabelschuh|rohrkabelschuh|terminal de cobre|terminal tubular|cosse"),
    (
        None,
        "led bulb|led lamp|lmp led|led leuchtmittel|bombilla led|ampoule led|led light bulb|bulb led|lamp led|led globe|led birne|led lampe|gluhbirne led|lampara led|lampe led",
    ),
    (None, "led tube|tube led|led rohre|tubo led"),
    (None, "floodlight|flood light|led flood light|fldlt|fldlt led|led strahler|fluter|proyector|proyector led|projecteur"),
    (
        None,
        "battery|battery pack|batt|batt pack|li ion battery|akku|bateria|batterie|lithium battery|batteries|power tool battery|accu|akkupack|akku pack|bateria de litio|bateria litio|batterie li ion",
    ),
    (None, "charger|battery charger|fast charger|chgr|ladegerat|cargador|chargeur"),
    (None, "rotary hammer|sds hammer|bohrhammer|akku bohrhammer|martillo perforador|perforateur"),
    (None, "circular saw|cordless circular saw|circ saw|handkreissage|akku handkreissage|sierra circular|scie circulaire"),
    (None, "machine tap|mach tap|hss machine tap|maschinengewindebohrer|gewindebohrer|macho de maquina|macho a maquina|taraud machine"),
    (
        None,
        "ball bearing|deep groove ball bearing|dgbb|brg dgbb|rillenkugellager|kugellager|rodamiento rigido de bolas|rodamiento de bolas|roulement a billes|deep groove bearing|dg ball bearing|ball brg|bearing ball|bearing deep groove|rillenkugel lager|kugellager rillen|rodamiento bolas|rodamiento de bola|rod bolas|cojinete de bolas|cojinete|roulement billes|roulement a bille",
    ),
    (None, "bearing unit|mounted bearing unit|pillow block|mtd brg unit|stehlager|soporte con rodamiento|palier"),
    (
        None,
        "polythene sheeting|polyethylene sheeting|pe film|pe film roll|abdeckfolie|plastico protector|bache polyethylene|polythene sheet|poly sheeting|poly sheet|plastic sheeting|plastic sheet roll|pe folie|baufolie|bau folie|malerfolie|plastico de obra|lamina de polietileno|film polietileno|film de polietileno|film polyethylene",
    ),
    (None, "enamel paint|metal enamel paint|metal paint|esmalte|esmalte sintetico|metallschutzlack|laque"),
    (
        None,
        "wall paint|interior wall paint|emulsion|emulsion int|emulsion paint|innenfarbe|wandfarbe|pintura plastica|peinture murale|interior emulsion|matt emulsion|emulsion matt|vinyl emulsion|wall emulsion|dispersionsfarbe|wand farbe|maler farbe|pintura de pared|pintura pared|pintura interior|pintura vinilica|peinture mur|peinture acrylique murale",
    ),
    (
        None,
        "bow shackle|omega shackle|anchor shackle|lyre shackle|bow shkl|omega schakel|schakel geschweift|geschweifter schakel|grillete lira|grillete omega|manille lyre",
    ),
    (
        None,
        "dee shackle|d shackle|straight shackle|chain shackle|dee shkl|d schakel|schakel gerade|gerader schakel|grillete recto|manille droite",
    ),
    (None, "round sling|roundsling|endless sling|rundschlinge|eslinga tubular|eslinga redonda|eslinga sin fin|elingue ronde"),
    (
        None,
        "webbing sling|web sling|flat sling|duplex sling|polyester sling|lifting strap|lifting sling|hebeband|hebegurt|eslinga plana|eslinga textil|eslinga de banda|elingue plate|elingue sangle",
    ),
    (None, "chain sling|chn sling|kettengehange|anschlagkette|eslinga de cadena|eslinga cadena|elingue chaine"),
    (None, "wire rope sling|anschlagseil|eslinga de cable|eslinga cable|elingue cable"),
    (None, "eye bolt|eyebolt|lifting eye bolt|ringschraube|transportose|cancamo macho|tornillo de cancamo|anneau de levage male"),
    (None, "eye nut|eyenut|lifting eye nut|ringmutter|cancamo hembra|tuerca de cancamo|anneau de levage femelle"),
    (None, "turnbuckle|rigging screw|bottle screw|spannschloss|tensor|tensor ojo gancho|tendeur|ridoir"),
    (
        None,
        "wire rope clip|wire rope grip|rope grip|rope clip|bulldog grip|wr clip|drahtseilklemme|seilklemme|sujetacables|sujeta cables|serre cable",
    ),
    (None, "thimble|wire rope thimble|kausche|guardacabos|guardacabo|cosse coeur"),
    (None, "snap hook|carabiner|spring hook|karabinerhaken|karabiner|mosqueton|mousqueton"),
    (
        None,
        "chain hoist|chain block|hand chain hoist|flaschenzug|kettenzug|polipasto de cadena|polipasto manual|diferencial de cadena|palan a chaine",
    ),
    (None, "lever hoist|ratchet lever hoist|hebelzug|ratschzug|polipasto de palanca|palan a levier"),
    (
        None,
        "ratchet strap|tie down strap|cargo strap|lashing strap|ratchet lashing|zurrgurt|spanngurt|cinta de amarre|cinta trincaje|trinca con carraca|sangle d arrimage",
    ),
    (
        None,
        "cylindrical fuse|ferrule fuse|cartridge fuse|cyl fuse|cart fuse|fuse cartridge|fuse cyl|zylindersicherung|zylindrische sicherung|fusible cilindrico|cartucho fusible|cartouche fusible|fusible cylindrique",
    ),
    (
        None,
        "glass fuse|miniature fuse|fine wire fuse|glass tube fuse|gls fuse|min fuse|fuse glass|feinsicherung|geratesicherung|glassicherung|fusible de vidrio|fusible vidrio|fusible cristal|fusible miniatura|fusible verre",
    ),
    (None, "ceramic fuse|ceramic tube fuse|keramiksicherung|fusible ceramico|fusible ceramique"),
    (
        None,
        "nh fuse|nh fuse link|knife blade fuse|hrc fuse|nh fus|nh sicherung|nh sicherungseinsatz|fusible de cuchilla|fusible cuchilla|fusible a couteaux",
    ),
    (
        None,
        "automotive fuse|blade fuse|car fuse|ato fuse|atc fuse|auto blade fuse|flachsicherung|flachstecksicherung|kfz sicherung|fusible de coche|fusible automocion|fusible plano|fusible enfichable",
    ),
    (
        None,
        "fuse holder|fuseholder|fuse base|fuse carrier|fus hldr|sicherungshalter|sicherungssockel|portafusibles|portafusible|base portafusible|porte fusible",
    ),
];

/// What an article of a standard is: number of the DIN sheet and of its ISO successor (0: none); article, head, drive,
/// point and threading as first spelt above, blank where the standard leaves it open. Source: the standards' titles.
const STANDARDS: &[(i64, i64, &str, &str, &str, &str, &str)] = &[
    (931, 4014, "hex bolt", "", "", "", "part thread"),
    (933, 4017, "hex bolt", "", "", "", "full thread"),
    (960, 8765, "hex bolt", "", "", "", "part thread"),
    (961, 8676, "hex bolt", "", "", "", "full thread"),
    (912, 4762, "socket cap screw", "", "", "", ""),
    (0, 7380, "button head socket screw", "", "", "", ""),
    (7991, 10642, "countersunk socket screw", "", "", "", ""),
    (913, 4026, "socket set screw", "", "", "flat point", ""),
    (914, 4027, "socket set screw", "", "", "cone point", ""),
    (915, 4028, "socket set screw", "", "", "dog point", ""),
    (916, 4029, "socket set screw", "", "", "cup point", ""),
    (603, 8677, "carriage bolt", "", "", "", ""),
    (580, 3266, "eye bolt", "", "", "", ""),
    (582, 0, "eye nut", "", "", "", ""),
    (741, 0, "wire rope clip", "", "", "", ""),
    (1480, 0, "turnbuckle", "", "", "", ""),
    (6899, 0, "thimble", "", "", "", ""),
    (84, 1207, "machine screw", "cheese head", "slotted", "", ""),
    (85, 1580, "machine screw", "pan head", "slotted", "", ""),
    (963, 2009, "machine screw", "countersunk", "slotted", "", ""),
    (965, 7046, "machine screw", "countersunk", "", "", ""),
    (966, 7047, "machine screw", "raised countersunk", "", "", ""),
    (7985, 7045, "machine screw", "pan head", "", "", ""),
    (571, 0, "coach screw", "", "", "", ""),
    (95, 0, "wood screw", "raised countersunk", "slotted", "", ""),
    (96, 0, "wood screw", "round head", "slotted", "", ""),
    (97, 0, "wood screw", "countersunk", "slotted", "", ""),
    (7971, 1481, "self tapping screw", "pan head", "slotted", "", ""),
    (7972, 1482, "self tapping screw", "countersunk", "slotted", "", ""),
    (7976, 1479, "self tapping screw", "hex head", "", "", ""),
    (7981, 7049, "self tapping screw", "pan head", "", "", ""),
    (7982, 7050, "self tapping screw", "countersunk", "", "", ""),
    (7504, 15480, "self drilling screw", "", "", "", ""),
    (975, 0, "threaded rod", "", "", "", ""),
    (976, 0, "threaded rod", "", "", "", ""),
    (934, 4032, "hex nut", "", "", "", ""),
    (985, 10511, "lock nut", "", "", "", ""),
    (982, 7040, "lock nut", "", "", "", ""),
    (439, 4035, "thin nut", "", "", "", ""),
    (1587, 0, "dome nut", "", "", "", ""),
    (315, 0, "wing nut", "", "", "", ""),
    (6923, 4161, "flange nut", "", "", "", ""),
    (6334, 0, "coupling nut", "", "", "", ""),
    (125, 7089, "flat washer", "", "", "", ""),
    (126, 7091, "flat washer", "", "", "", ""),
    (127, 0, "spring washer", "", "", "", ""),
    (7980, 0, "spring washer", "", "", "", ""),
    (9021, 7093, "penny washer", "", "", "", ""),
    (6797, 0, "tooth lock washer", "", "", "", ""),
    (6798, 0, "tooth lock washer", "", "", "", ""),
    (7, 2338, "dowel pin", "", "", "", ""),
    (6325, 8734, "dowel pin", "", "", "", ""),
    (94, 1234, "split pin", "", "", "", ""),
    (1481, 8752, "roll pin", "", "", "", ""),
    (471, 0, "circlip", "", "", "", ""),
    (472, 0, "circlip", "", "", "", ""),
];

/// What a standard says of its articles, and the best classes of clips of their steel, as meanings; nothing for any other size.
pub(super) fn implied(size: &super::Size) -> Vec<(Kind, i64)> {
    if size.kind == Kind::ClipClass && matches!(shown(size.kind, size.value), "W4" | "W5") {
        return vec![(Kind::Stainless, 0)];
    }
    if size.kind != Kind::Standard {
        return Vec::new();
    }
    let of = |row: &&(i64, i64, &str, &str, &str, &str, &str)| match size.second / 100 {
        1 => row.0 == size.value,
        2 => row.1 == size.value,
        _ => false,
    };
    let Some((_, _, article, head, drive, point, threading)) = STANDARDS.iter().find(of) else {
        return Vec::new();
    };
    [(Kind::Article, article), (Kind::Head, head), (Kind::Drive, drive), (Kind::Point, point), (Kind::Threading, threading)]
        .into_iter()
        .filter_map(|(kind, word)| Some((kind, named(kind, word)?)))
        .collect()
}

/// A material that a whole article is made of, so that it cannot be stainless steel; what seals it may be another.
pub(super) fn is_body(material: i64) -> bool {
    !matches!(shown(Kind::Material, material), "NBR" | "FKM" | "EPDM" | "PTFE" | "silicone" | "nylon" | "latex" | "leather")
}

/// Iron and steel of any kind.
pub(super) fn is_ferrous(material: i64) -> bool {
    matches!(shown(Kind::Material, material), "cast iron" | "spring steel" | "hardened steel" | "carbon steel" | "S235" | "S275" | "S355")
}

/// The meaning whose first spelling this is.
pub(super) fn named(kind: Kind, word: &str) -> Option<i64> {
    let (_, entries) = LEXICON.iter().find(|(known, _)| *known == kind)?;
    entries
        .iter()
        .zip(1..)
        .find(|((_, spellings), _)| !word.is_empty() && spellings.split('|').next() == Some(word))
        .map(|(_, value)| value)
}

/// The meaning with exactly this spelling, capitals included.
pub(super) fn spelt_so(kind: Kind, written: &[u8]) -> Option<i64> {
    let (_, entries) = LEXICON.iter().find(|(known, _)| *known == kind)?;
    entries
        .iter()
        .zip(1..)
        .find(|((_, spellings), _)| spellings.split('|').any(|known| known.as_bytes() == written))
        .map(|(_, value)| value)
}

const HEADS: Entries = &[
    (
        SCREW,
        "countersunk|csk|flt hd|senkschraube|csk hd|countersunk head|flat head|fl hd|flat hd|senkkopf|avellanada|avellanado|cabeza avellanada|cab avellanada|tete fraisee|fraisee",
    ),
    (
        SCREW,
        "pan head|pan hd|pan|ph hd|pn hd|linsenschraube|linsenkopf|flachkopf|cabeza alomada|cabeza plana redondeada|alomada|alomado|cab alomada|tete cylindrique bombee",
    ),
    (SCREW, "cheese head|cheese hd|fillister head|fillister|ch hd|zylinderkopf|cabeza cilindrica|cab cilindrica|tete cylindrique"),
    (SCREW, "raised countersunk|raised csk|oval head|oval hd|rsd csk|linsensenkkopf|gota de sebo|tete fraisee bombee"),
    (SCREW, "round head|rd hd|rnd hd|halbrundkopf|rundkopf|cabeza redonda|tete ronde"),
    (SCREW, "hex head|hex hd|hexagon head|sechskantkopf|cabeza hexagonal|cab hexagonal|cab hex|tete hexagonale"),
    (SCREW, "truss head|truss|wafer head|mushroom head|cabeza extraplana|flachrundkopf"),
];

const DRIVES: Entries = &[
    (SCREW, "pozidriv|pozi|pozidrive|pz|pz1|pz2|pz3|pozidriv pz"),
    (SCREW, "phillips|phil|ph|ph1|ph2|ph3|cross recess|kreuzschlitz|kreuzschlitz ph|cruz|estrella ph|cruciforme|phillips ph"),
    (SCREW, "torx|tx|tx10|tx15|tx20|tx25|tx30|tx40|t10|t15|t20|t25|t30|t40|six lobe|6 lobe|hexalobular|innensechsrund|star drive"),
    (SCREW, "slotted|sltd|slot|schlitz|ranurado|ranurada|ranura|fendue"),
];

const POINTS: Entries = &[
    (SCREW, "cup point|cup pt|ringschneide|punta hueca|punta copa|bout cuvette"),
    (SCREW, "flat point|flat pt|kegelkuppe|kegelstumpf|punta plana|bout plat"),
    (SCREW, "cone point|cone pt|spitze|mit spitze|punta conica|punta cono|bout pointu"),
    (SCREW, "dog point|dog pt|zapfen|mit zapfen|punta pivote|con pivote|bout teton"),
];

const THREADINGS: Entries = &[
    (SCREW, "full thread|fully threaded|full thd|f thd|ft|vollgewinde|rosca completa|rosca total|todo rosca|filetage total"),
    (
        SCREW,
        "part thread|mit schaft|part threaded|partly threaded|partially threaded|partial thread|partial thd|part thd|p thd|teilgewinde|rosca parcial|media rosca|filetage partiel",
    ),
];

const MATERIALS: Entries = &[
    (MADE_OF, "brass|brs|messing|laton|laiton"),
    (MADE_OF, "aluminium|aluminum|alu|alum|aluminio"),
    (MADE_OF, "copper|kupfer|cobre|cuivre|cu"),
    (MADE_OF, "nylon|nyl|polyamide|polyamid|poliamida|pa6|pa66|polyamide 6 6"),
    (MADE_OF, "pvc|upvc|pvc u"),
    (MADE_OF, "polypropylene|polypropylen|polipropileno|pp"),
    (MADE_OF, "cast iron|malleable iron|malleable|guss|temperguss|grauguss|fundicion|hierro maleable|hierro fundido|fonte"),
    (MADE_OF, "NBR|nbr|nitrile|nitr|nitril|nitrilo|buna n|nitrile nbr|nbr nitrile|nitrilo nbr"),
    (MADE_OF, "FKM|fkm|viton|fpm|viton fkm|fkm viton"),
    (MADE_OF, "EPDM|epdm"),
    (MADE_OF, "PTFE|ptfe|teflon"),
    (MADE_OF, "silicone|silicona|silikon|vmq"),
    (MADE_OF, "leather|lthr|leder|cuero|cuir"),
    (MADE_OF, "latex"),
    (MADE_OF, "polyurethane|pu|pur|tpu|polyurethan|poliuretano"),
    (MADE_OF, "polyethylene|pe|polythene|polyethylen|polietileno|pehd|hdpe|ldpe"),
    (MADE_OF, "bronze|bronce"),
    (MADE_OF, "spring steel|spr stl|sprg stl|spg stl|spring stl|federstahl|acero para muelles|acero de muelles|acier ressort"),
    (MADE_OF, "hardened steel|hardened|hard stl|gehartet|gehartet stahl|templado|acero templado"),
    (SCREW, "aluminium/steel|aluminium steel|alu steel|al steel|alu st|al st|aluminio acero|alu stahl|alu acier"),
    (SCREW, "steel/steel|steel steel|st st|stl stl|stahl stahl|acero acero|acier acier"),
    (SCREW, "stainless/stainless|inox inox|ss ss|edelstahl edelstahl|a2 a2|a4 a4"),
    (None, "carbon steel|c s|werkzeugstahl|tool steel|acero al carbono|kohlenstoffstahl"),
    (None, "bi metal|bimetal|bim|bimetall|bi metall|bimetalico"),
    (None, "S235|s235|s235jr|s 235|mild steel|baustahl"),
    (None, "S275|s275|s275jr"),
    (None, "S355|s355|s355jr|s355j2"),
    (Some(FUSE), "glass|gls|gla|glass tube|glass body|glas|glasrohr|vidrio|cristal|verre"),
    (Some(FUSE), "ceramic|ceramics|cer|cera|ceramic tube|ceramic body|porcelain|keramik|porzellan|ceramico|ceramica|porcelana|ceramique"),
];

const PURPOSES: Entries = &[
    (WORKS_ON, "wood|for wood|wd|holz|fur holz|madera|para madera|bois"),
    (WORKS_ON, "metal|for metal|mtl|metall|fur metall|para metal|metaux|for steel|steel|stl|stahl|fur stahl|acero|para acero|acier"),
    (WORKS_ON, "stone|for stone|stein|fur stein|piedra|para piedra|pierre"),
    (WORKS_ON, "concrete|for concrete|conc|beton|hormigon|para hormigon"),
    (WORKS_ON, "for aluminium|aluminium|aluminum|alu|para aluminio|aluminio|fur aluminium"),
    (WORKS_ON, "tile|tiles|for tile|fliesen|fur fliesen|azulejo|para azulejo|carrelage"),
    (WORKS_ON, "universal|multi purpose|multipurpose|univ"),
    (WORKS_ON, "plastic|kunststoff|plastico|plastique"),
    (
        WORKS_ON,
        "stainless|for stainless|for stainless steel|stainless steel|inox|for inox|ss|sst|stnls|edelstahl|fur edelstahl|acero inoxidable|inoxidable|para inox|para acero inoxidable|pour inox",
    ),
    (WORKS_ON, "asphalt|for asphalt|asfalto|para asfalto|fur asphalt"),
];

const GRAINS: Entries = &[
    (
        Some(ABRASIVE),
        "aluminium oxide|aluminum oxide|alum oxide|alu oxide|alox|al ox|a o|ao|corundum|korund|normalkorund|corindon|oxido de aluminio",
    ),
    (Some(ABRASIVE), "zirconia|zirconium|zirc|zirkon|zirkonkorund|zirconio|zirconia alumina|za"),
    (Some(ABRASIVE), "ceramic|ceram|cer|keramik|keramikkorn|ceramico|grano ceramico|ceramique"),
    (Some(ABRASIVE), "silicon carbide|sic|sil carb|siliziumkarbid|siliciumcarbid|carburo de silicio|carbure de silicium"),
];

const GLOSSES: Entries = &[
    (Some(PAINT), "gloss|gls|glanzend|glanz|hochglanz|brillo|brillante|brillant"),
    (Some(PAINT), "matt|matte|mat|mate"),
    (Some(PAINT), "satin|sat|semi gloss|seidenmatt|seidenglanz|seidenglanzend|satinado|satine"),
];

const SIDES: Entries = &[
    (Some(RING), "external|ext|shaft|for shaft|for shafts|wellen|fur wellen|aussen|exterior|ejes|para eje|para ejes|exterieur"),
    (
        Some(RING),
        "internal|int|bore|for bore|for bores|bohrung|bohrungen|fur bohrungen|innen|interior|agujeros|para agujero|para agujeros|interieur",
    ),
];

const BENDS: Entries = &[
    (FITTING, "90 deg|90 degree|90 grad|90 grado|elbow 90|elb 90|codo 90|winkel 90|bogen 90|coude 90"),
    (FITTING, "45 deg|45 degree|45 grad|45 grado|elbow 45|elb 45|codo 45|winkel 45|bogen 45|coude 45"),
];

const TOOL_STEELS: Entries = &[
    (Some(DRILL), "hss co|hss cobalt|cobalt|cobalto|hss e|hss e co|m35"),
    (Some(DRILL), "hss g|hss r"),
    (Some(DRILL), "solid carbide|vhm|vollhartmetall|metal duro integral"),
];

const FUSE_CLASSES: Entries = &[
    // As they are marked, known by their capitals, for `am` is a word. Source: IEC 60269-1, utilization categories.
    (Some(FUSE), "gG|GG|gL|GL|gg|gl"),
    (Some(FUSE), "aM|AM"),
    (Some(FUSE), "aR|AR"),
    (Some(FUSE), "gR|GR|gRL"),
    (Some(FUSE), "gPV|GPV|gpv"),
    (
        Some(FUSE),
        "time lag|T|time delay|delay|delayed|slow blow|slow acting|slow|slo blo|sb|anti surge|antisurge|trage|traege|lento|lenta|retardado|accion lenta|lent|temporise",
    ),
    (Some(FUSE), "fast|F|fast acting|fast blow|quick acting|quick blow|quick|fb|flink|rapido|rapida|accion rapida|rapide"),
    // The speeds between and beyond, and the letters of all. Source: IEC 60127-1, marking.
    (
        Some(FUSE),
        "very fast|FF|very fast acting|very quick acting|super fast|super quick acting|ultra fast|ultra rapid|ultra quick|superflink|super flink|ultrarrapido|ultrarrapida|ultra rapido|muy rapido|ultra rapide|tres rapide",
    ),
    (
        Some(FUSE),
        "medium time lag|M|medium|medium lag|medium slow|medium acting|semi delay|mitteltrage|mitteltraege|mittel trage|semirretardado|semi retardado|medio",
    ),
    (
        Some(FUSE),
        "super time lag|TT|super time delay|very slow|very slow acting|super slow|super trage|supertrage|supertraege|muy lento|tres lent",
    ),
];

const DIMMINGS: Entries = &[
    (Some(LAMP), "dimmable|dim|dimm|dimmbar|regulable|gradable"),
    (Some(LAMP), "non dimmable|not dimmable|non dim|nondim|nicht dimmbar|no regulable|non gradable"),
];

const TEMPERS: Entries = &[
    (FITTING, "soft|soft coil|annealed|annealed coil|recocido|weich|weichgegluht|recuit"),
    (FITTING, "half hard|semiduro|semi duro|halbhart|demi dur"),
    (FITTING, "hard|hard drawn|duro|hart|ecroui"),
];

/// Coatings of several words; those of one are among the finishes, with the same values.
const COATINGS: Entries = &[
    (
        None,
        "zinc plated|zinc plate|bright zinc plated|bright zinc|zn plated|zn pl|galvanisch verzinkt|galv verzinkt|electro galvanised|electro galvanized|blue zinc",
    ),
    (
        None,
        "hot dip galvanised|hot dip galvanized|hot dipped galvanised|hot dipped galvanized|hot dip galv|h d galv|galvanizado en caliente|galvanizada en caliente|galvanise a chaud|dx51d|galvanised dx51d|dx51d galvanised|dx51d verzinkt",
    ),
    (SCREW, "black oxide|blk ox|black oxidised|pavonado negro"),
    (
        None,
        "self colour|self color|self coloured|self colored|s col|plain finish|sin recubrimiento|sin tratamiento|sin tratar|uncoated|untreated|unbehandelt",
    ),
    (None, "nickel plated|ni plated"),
    (
        None,
        "yellow zinc|yellow passivated|yellow zinc plated|zinc yellow|zinc plated yellow|zinc yellow passivated|zinc plated yellow passivated|yellow chromate|yell zinc|yel zinc|ylw zinc|zinc yel|zinc ylw|zn yellow|yell zn|yellow zn|yellow pass|gelb verzinkt|verzinkt gelb|gelb passiviert|verzinkt gelb passiviert|gelb chromatiert|zincado amarillo|cincado amarillo|zincado bicromatado|cincado bicromatado|zinc amarillo|zinc bicromatado|zingue jaune|zingue bichromate",
    ),
];

/// Source: IEC 60755, types of residual current.
const RESIDUAL_TYPES: Entries = &[
    (Some(RESIDUAL), "type AC|type ac|typ ac|tipo ac|clase ac|classe ac|ac type"),
    (Some(RESIDUAL), "type A|type a|typ a|tipo a|clase a|classe a|a type"),
    (Some(RESIDUAL), "type F|type f|typ f|tipo f|clase f|classe f|f type"),
    (Some(RESIDUAL), "type B|type b|typ b|tipo b|clase b|classe b|b type"),
];

const SCOPES: Entries = &[
    (
        Some(CORDLESS),
        "bare unit|bare|bare tool|body only|body|tool only|unit only|machine only|naked|skin only|skin|solo|solo version|w o batt|w o batts|w o battery|w o batteries|without battery|without batteries|without battery and charger|no battery|no batteries|no batt|less battery|less batteries|ohne akku|ohne akkus|ohne akku und ladegerat|ohne akku und ladegeraet|nur gerat|sologerat|solo gerat|grundgerat|solo cuerpo|cuerpo|solo maquina|maquina sola|sin bateria|sin baterias|sin bateria ni cargador|sin baterias ni cargador|sans batterie|sans batteries|machine nue|version nue",
    ),
    (
        Some(CORDLESS),
        "kit with batteries and charger|kit with 2 batteries and charger|with 2 batteries and charger|with 2 batteries charger|with 2 batteries|with 2 batt|with two batteries|with two batteries and charger|c w 2 batteries and charger|c w 2 batteries charger|c w 2 batt and chgr|c w 2 batt chgr|c w 2 batt charger|kit c w 2 batt chgr|kit c w 2 batteries|c w 2 batteries|c w 2 batt|2 batteries and charger|2 batteries charger|2 batt and charger|2 batt chgr|2 batt charger|kit 2 batteries|kit 2 batt|with batteries and charger|with battery and charger|with batteries|with battery|batteries and charger|incl batteries|incl 2 batteries|incl batteries and charger|mit 2 akkus und ladegerat|mit 2 akkus und ladegeraet|mit 2 akkus ladegerat|mit 2 akkus|mit akkus und ladegerat|mit akku und ladegerat|mit akkus|mit akku|2 akkus und ladegerat|2 akkus ladegerat|set mit 2 akkus|set mit 2 akkus und ladegerat|inkl 2 akkus|con 2 baterias y cargador|con 2 baterias cargador|con 2 baterias|con baterias y cargador|con bateria y cargador|con baterias|2 baterias y cargador|2 baterias cargador|kit 2 baterias|kit con 2 baterias|kit con 2 baterias y cargador|avec 2 batteries et chargeur|avec 2 batteries|2 batteries et chargeur|avec batteries et chargeur",
    ),
];

/// Source: DIN 3017-1, materials.
const CLIP_CLASSES: Entries = &[
    (Some(CLAMP), "W1|w1"),
    (Some(CLAMP), "W2|w2|stainless band w2|stainless band|stainless steel band|s s band|ss band|banda inox|edelstahlband"),
    (Some(CLAMP), "W3|w3"),
    (Some(CLAMP), "W4|w4|all stainless w4|all stainless|all stainless steel|full stainless|fully stainless|todo inox|ganz edelstahl"),
    (Some(CLAMP), "W5|w5"),
];

const ENDS: Entries = &[
    (Some(PIPE), "male/male|m m|mxm|m x m|male x male|male to male|both ends male|ag ag|macho macho|macho x macho|male male"),
    (
        Some(PIPE),
        "male/female|male x female|male to female|female x male|female to male|female male|m f|f m|mxf|fxm|m x f|f x m|one end male one end female|ag ig|ig ag|macho hembra|hembra macho|macho x hembra|male female",
    ),
    (
        Some(PIPE),
        "female/female|f f|fxf|f x f|female x female|female to female|both ends female|internal thread both ends|ig ig|hembra hembra|hembra x hembra|female female",
    ),
];

const CONTACTS: Entries = &[
    (
        Some(CONTACT),
        "normally open|n o|1no|2no|1 no|2 no|1 n o|2 n o|no contact|schliesser|normalmente abierto|na contacto|normalement ouvert",
    ),
    (Some(CONTACT), "normally closed|n c|1nc|2nc|1 nc|2 nc|1 n c|2 n c|nc contact|nc|offner|normalmente cerrado|normalement ferme"),
];

/// Beside a voltage its letters say it: `24 V DC`.
const CURRENT_TYPES: Entries = &[
    (None, "AC voltage|ac voltage|alternating current|wechselspannung|corriente alterna|courant alternatif"),
    (None, "DC voltage|dc voltage|direct current|gleichspannung|corriente continua|courant continu"),
];

/// Words of a spelling, what it means, and the trade it needs; by the first word, longest first.
type Spelling = (Vec<&'static str>, Kind, i64, Option<Context>);

static BY_FIRST: LazyLock<FxHashMap<&str, Vec<Spelling>>> = LazyLock::new(|| {
    let mut map: FxHashMap<&str, Vec<Spelling>> = FxHashMap::default();
    for (kind, entries) in LEXICON {
        for ((needs, spellings), value) in entries.iter().zip(1..) {
            for spelling in spellings.split('|') {
                let words: Vec<&str> = spelling.split([' ', '/']).collect();
                map.entry(words[0]).or_default().push((words, *kind, value, *needs));
            }
        }
    }
    map.values_mut().for_each(|spellings| spellings.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len())));
    map
});

/// Every word that is part of a spelling; some more than once.
pub(crate) fn trade_words() -> impl Iterator<Item = &'static str> {
    LEXICON.iter().flat_map(|(_, entries)| *entries).flat_map(|(_, spellings)| spellings.split(['|', ' ', '/']))
}

/// The word without what may be a plural's ending.
pub(crate) fn stems(word: &str) -> impl Iterator<Item = &str> {
    ENDINGS.iter().filter_map(move |ending| word.strip_suffix(ending))
}

/// How a meaning is shown: its first spelling.
pub(super) fn shown(kind: Kind, value: i64) -> &'static str {
    let entries = LEXICON.iter().find(|(known, _)| *known == kind).map_or(&[][..], |(_, entries)| entries);
    let entry = usize::try_from(value - 1).ok().and_then(|place| entries.get(place));
    entry.and_then(|(_, spellings)| spellings.split('|').next()).unwrap_or_default()
}

/// What an article is about, by the words it is shown with: `sms` is a screw.
static ABOUT: LazyLock<Vec<Context>> =
    LazyLock::new(|| (1..=ARTICLES.len() as i64).map(|value| Context::of(shown(Kind::Article, value))).collect());

impl Reader<'_> {
    /// What the articles are about that are named here.
    pub(super) fn articles_here(&self) -> impl Iterator<Item = Context> {
        let articles = self.spelt(self.at).filter(|(_, _, kind, _)| *kind == Kind::Article);
        articles.filter_map(|(_, _, _, value)| ABOUT.get(usize::try_from(value - 1).ok()?).copied())
    }

    /// The longest spelling that begins here.
    pub(super) fn meaning(&mut self) -> bool {
        let best = self.spelt(self.at).reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, end, kind, value)) = best else { return false };
        self.push(kind, value, 0, 0);
        // `elbow 45` is a bend, and of an elbow.
        let bent = self.spelt(self.at).find(|(_, _, other, _)| kind == Kind::Bend && *other == Kind::Article);
        if let Some((_, _, article, value)) = bent {
            self.push(article, value, 0, 0);
        }
        self.at = if kind == Kind::Article { self.said_within(end) } else { end };
        true
    }

    /// What the words of an article's name say besides, and where that ends: the copper of a copper tube, the head of a flat head
    /// screw; the steel of a drill may be named beyond it, `drill bit HSS-Co`.
    fn said_within(&mut self, end: usize) -> usize {
        let mut at = self.at;
        while at < end {
            let within =
                |(_, ends, kind, _): &(usize, usize, Kind, i64)| WITHIN.contains(kind) && (*ends <= end || *kind == Kind::ToolSteel);
            let told = self.spelt(at).find(within);
            at = match told {
                Some((_, ends, kind, value)) => {
                    self.push(kind, value, 0, 0);
                    ends
                }
                None => self.sign(at).1.max(at + 1),
            };
        }
        at.max(end)
    }

    /// Every spelling that stands here in its trade: its words, where it ends, what it means.
    fn spelt(&self, at: usize) -> impl Iterator<Item = (usize, usize, Kind, i64)> {
        let (first, after) = self.lower(at);
        let stem = Some(stem(&first)).filter(|stem| *stem != first);
        let spellings = [Some(&*first), stem].map(|word| BY_FIRST.get(word?));
        spellings.into_iter().flatten().flatten().filter_map(move |(words, kind, value, needs)| {
            let told = needs.is_none_or(|context| self.about(context));
            Some((words.len(), self.follow(&words[1..], after).filter(|_| told)?, *kind, *value))
        })
    }

    /// Where the words end, if they follow one another from here, with a blank or sign between.
    fn follow(&self, words: &[&str], mut end: usize) -> Option<usize> {
        for word in words {
            let mut from = end;
            while from < end + 2 && matches!(self.text.get(from), Some(b' ' | b'-' | b'/' | b'.' | b',' | b'\'')) {
                from += 1;
            }
            let (found, after) = self.lower(from);
            if from == end || !is_form_of(&found, word) {
                return None;
            }
            end = after;
        }
        Some(end)
    }

    /// Letters and digits from here on, in lower case, and where they end.
    fn lower(&self, from: usize) -> (String, usize) {
        let (mut word, end) = self.sign(from);
        word.make_ascii_lowercase();
        (word, end)
    }
}

/// What the name of an article may say besides.
const WITHIN: &[Kind] = &[Kind::Head, Kind::Drive, Kind::Material, Kind::Purpose, Kind::ToolSteel, Kind::Bend];

/// Without the plural of any of the languages; of several ways the one that is known.
fn stem(word: &str) -> &str {
    let ways = || stems(word).filter(|stem| stem.len() >= 3);
    ways().find(|stem| BY_FIRST.contains_key(stem)).or_else(|| ways().find(|stem| stem.len() >= 4)).unwrap_or(word)
}

/// Whether a word is the other one, or its plural.
fn is_form_of(word: &str, other: &str) -> bool {
    word == other || other.len() >= 3 && word.strip_prefix(other).is_some_and(|ending| ENDINGS.contains(&ending))
}

const ENDINGS: &[&str] = &["s", "es", "en", "n", "e"];
