//! What a text is about, by its words: the same sign means another thing in another trade. `C16` is a breaker's curve or
//! a drawer's number, `P60` a grit or a part, `9` a glove or a count.

use std::ops::BitOr;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A set of trades.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Context(u32);

/// Fasteners and what is made of steel: `A2` is a grade, `8.8` a class.
pub(super) const STEEL: Context = Context(1);
pub(super) const FASTENER: Context = Context(1 << 1);
/// Said to be stainless: `316` is a grade.
pub(super) const INOX: Context = Context(1 << 2);
/// `1/2"` is a nominal size.
pub(super) const PIPE: Context = Context(1 << 3);
pub(super) const ABRASIVE: Context = Context(1 << 4);
pub(super) const SAW: Context = Context(1 << 5);
pub(super) const CABLE: Context = Context(1 << 6);
/// Words that hold `cable` and are none: ties, glands, lugs.
const NO_CABLE: Context = Context(1 << 7);
pub(super) const HANDS: Context = Context(1 << 8);
pub(super) const CLOTHES: Context = Context(1 << 9);
pub(super) const FEET: Context = Context(1 << 10);
pub(super) const LAMP: Context = Context(1 << 11);
pub(super) const BREAKER: Context = Context(1 << 12);
pub(super) const BEARING: Context = Context(1 << 13);
pub(super) const SEAL: Context = Context(1 << 14);
pub(super) const DRILL: Context = Context(1 << 15);
pub(super) const TIE: Context = Context(1 << 16);
pub(super) const ROLL: Context = Context(1 << 17);
pub(super) const PAINT: Context = Context(1 << 18);
pub(super) const RING: Context = Context(1 << 19);
/// What carries or lashes a load: `2 t` is what it may bear, `G80` the grade of its chain.
pub(super) const LIFTING: Context = Context(1 << 20);
/// `T2A` is a slow fuse of 2 A, `gG` a class.
pub(super) const FUSE: Context = Context(1 << 21);
/// `type A` is the kind of fault a device against residual currents sees.
pub(super) const RESIDUAL: Context = Context(1 << 22);
/// Tools that come with batteries or without.
pub(super) const CORDLESS: Context = Context(1 << 23);
/// Worm drive clips: `W4` is all of stainless steel.
pub(super) const CLAMP: Context = Context(1 << 24);
/// Sheets, bars and profiles, of whatever metal.
pub(super) const METAL: Context = Context(1 << 25);
/// What opens and closes a circuit: `1 NC` is a contact.
pub(super) const CONTACT: Context = Context(1 << 26);
pub(super) const WORN: Context = Context(HANDS.0 | CLOTHES.0 | FEET.0);

impl BitOr for Context {
    type Output = Context;

    fn bitor(self, other: Context) -> Context {
        Context(self.0 | other.0)
    }
}

/// Said of stainless steel.
pub(super) const STAINLESS: &str = "inox stainless ss inoxidable edelstahl rostfrei nirosta inoxydable stnls sst";

/// Words without accents, lower case, singular, in English, Spanish, German and French.
const WORDS: &[(Context, &str)] = &[
    (
        FASTENER,
        "bolt screw nut washer stud threaded rivet anchor setscrew capscrew hex hexagon csk unc unf din iso \
         fixing fixings plug plugs dubel cotter woodscrew machinescrew setscrews chipboard \
         tornillo tuerca arandela varilla esparrago perno bulon tirafondo remache taco anclaje \
         schraube mutter gewindestange niet dubel sechskantschraube zylinderschraube senkschraube sechskantmutter unterlegscheibe holzschraube \
         vis boulon ecrou rondelle cheville \
         scr shcs hhcs bhcs fhcs studding allthread wshr nyloc nylock circlip prisionero grub dowel splint pasador goupille autoperforante \
         autorroscante tek stud m/s pin rvt",
    ),
    (
        STEEL,
        "steel acero stahl acier sheet plate angle shs rhs section s235 s235jr s275 s355 s355jr dx51d chapa pletina angular perfil blech chain cadena \
         kette rope cadenas rundstahl flachstahl winkelstahl rundstahlkette drahtseil redondo corniere",
    ),
    (INOX, STAINLESS),
    (
        PIPE,
        "pipe pex tube tubing tubo tuberia rohr fitting racor elbow tee coupling valve valvula grifo hose manguera npt bsp bspp bspt \
         nipple manguito codo reducer reduccion bushing muffe kugelhahn schlauch latiguillo flexo sch schedule raccord tuyau coude robinet \
         enlace machon gas klemmverschraubung klemmring compression comp cplr temperguss rohrgewinde malleable elbows fittings \
         dowty bonded vlv elb cplg gate ball metalobuna usit",
    ),
    (
        ABRASIVE,
        "disc disk disco cutting cutoff grinding flap sanding sandpaper abrasive abrasivo lija lijado schleifscheibe trennscheibe \
         schruppscheibe facherscheibe schleifpapier schleifband disque meuler desbaste lamas abr grd diamond diamante diamant",
    ),
    (SAW, "saw tct jigsaw hacksaw bandsaw holesaw sierra caladora sageblatt kreissageblatt stichsageblatt scie sage"),
    (CABLE, "cable cbl wire ferrule aderendhulse kabel leitung cordon conductor flex cord h07rn h07v h05vv nym nyy thhn romex hilo"),
    (Context(NO_CABLE.0 | TIE.0), "tie brida kabelbinder"),
    (NO_CABLE, "gland prensaestopa tray bandeja lug terminal zapata clip kabelschuh duct canaleta cutter stripper reel rope"),
    (HANDS, "glove glv gauntlet guante handschuh handschuhe gant"),
    (CLOTHES, "jacket chaqueta jacke vest chaleco weste trouser pantalon coverall overall mono parka veste"),
    (FEET, "footwear calzado boot bota stiefel shoe zapato sicherheitsschuh sicherheitsschuhe chaussure botte trainer"),
    (LAMP, "lamp bulb led lampara bombilla lampe leuchtmittel ampoule spotlight downlight luminaire"),
    (BREAKER, "breaker mcb rcd rcbo rccb magnetotermico diferencial interruptor leitungsschutzschalter sicherungsautomat disjoncteur"),
    (BEARING, "bearing trb brg rodamiento kugellager lager walzlager cojinete roulement"),
    (RING, "circlip retaining seeger sicherungsring anillo snap"),
    (
        PAINT,
        "paint enamel emulsion esmalte metallschutzlack wandfarbe innenfarbe spray pnt lack lackspray pintura peinture aerosol varnish barniz primer",
    ),
    (SEAL, "seal oring o-ring nbr fkm viton reten torica simmerring wellendichtring dichtring joint"),
    (DRILL, "drill bit broca bohrer foret hss meche endmill mill milling fraser schaftfraser fresa reamer reibahle escariador"),
    (ROLL, "tape cinta klebeband ruban roll rollo rolle"),
    (
        LIFTING,
        "lifting shackle grillete schakel manille sling roundsling eslinga rundschlinge hebeband hebegurt elingue hoist polipasto \
         flaschenzug kettenzug palan hook gancho haken crochet lashing zurrgurt spanngurt trinca sangle wll swl tragfahigkeit cmu \
         winch cabrestante seilwinde treuil jack gato wagenheber cric chain kette cadena chaine turnbuckle spannschloss tensor ridoir \
         eyebolt ringschraube ringmutter cancamo karabiner mosqueton carabiner",
    ),
    (RESIDUAL, "rcd rcbo rccb residual fi fehlerstromschutzschalter fehlerstrom diferencial differentiel"),
    (
        CORDLESS,
        "cordless cdls driver drvr grinder grdr hammer wrench sander planer nailer akkuschrauber akku winkelschleifer bohrschrauber bohrhammer \
         schlagschrauber handkreissage taladro amoladora atornillador martillo lijadora sierra saw drill perceuse visseuse meuleuse perforateur scie",
    ),
    (CLAMP, "clip clamp schelle schlauchschelle schlauchklemme abrazadera collier jubilee"),
    (
        METAL,
        "metal mtl bar hollow angle shs chapa plancha pletina redondo angular blech feinblech flachstahl rundstahl winkelstahl tole corniere sht",
    ),
    (
        CONTACT,
        "contactor relay switch pushbutton contact contacts aux auxiliary schutz relais schalter taster hilfsschalter contacto contactor rele \
         pulsador interruptor contacteur bouton",
    ),
    (FUSE, "fuse fus fusible sicherung feinsicherung schmelzsicherung sicherungseinsatz fusibles neozed diazed"),
];

static BY_WORD: LazyLock<FxHashMap<&str, Context>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (context, list) in WORDS {
        for word in list.split_whitespace() {
            let known: &mut Context = words.entry(word).or_default();
            *known = *known | *context;
        }
    }
    words
});

/// Ends of German compounds.
const ENDS: &[(Context, &[&str])] = &[
    (FASTENER, &["schraube", "schrauben", "mutter", "muttern", "gewindestift", "gewindestange", "dubel", "anker"]),
    (ABRASIVE, &["trennscheibe", "schleifscheibe", "trennscheiben", "lamellenscheibe", "schleifband"]),
    (DRILL, &["bohrer"]),
    (SAW, &["sageblatt", "sageblatter"]),
    (PIPE, &["rohr", "hahn", "schieber", "ventil", "nippel", "stuck"]),
    (CABLE, &["kabel", "leitung"]),
    (HANDS, &["handschuh", "handschuhe"]),
    (FEET, &["schuh", "schuhe", "stiefel"]),
    (LAMP, &["lampe"]),
    (BEARING, &["lager"]),
    (SEAL, &["dichtring", "simmerring"]),
    (LIFTING, &["schakel", "schlinge", "schlingen", "gehange", "kette", "haken", "gurt"]),
    (FUSE, &["sicherung", "sicherungen"]),
];

impl Context {
    /// Any of these.
    pub(super) const fn any(of: &[Context]) -> Context {
        let (mut all, mut at) = (0, 0);
        while at < of.len() {
            all |= of[at].0;
            at += 1;
        }
        Context(all)
    }

    /// Of a text in its plain form.
    pub(super) fn of(plain: &str) -> Context {
        let mut context = Context::default();
        let mut lower = String::new();
        for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1) {
            lower.clear();
            lower.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            let graded = lower.len() > 4
                && (lower.starts_with("ss") || lower.starts_with("sus"))
                && lower.ends_with(|c: char| c.is_ascii_digit() || c == 'l');
            context = context | if graded { INOX } else { Context::default() };
            let knife = lower.strip_prefix("nh").is_some_and(|size| !size.is_empty() && size.bytes().all(|b| b.is_ascii_digit()));
            context = context | if knife { FUSE } else { Context::default() };
            let thread = lower.starts_with('m') && lower[1..].starts_with(|c: char| c.is_ascii_digit());
            let stems =
                [&*lower, lower.strip_suffix('s').unwrap_or(""), lower.strip_suffix("es").or(lower.strip_suffix("en")).unwrap_or("")];
            let known = stems.into_iter().find_map(|stem| BY_WORD.get(stem));
            let compound = ENDS.iter().find(|(_, ends)| lower.len() > 7 && ends.iter().any(|end| lower.ends_with(end)));
            context = context | compound.filter(|_| known.is_none()).map_or(Context::default(), |(context, _)| *context);
            context = context | known.copied().unwrap_or_default() | if thread { STEEL } else { Context::default() };
        }
        let shortened = plain.as_bytes().windows(3).any(|signs| signs.eq_ignore_ascii_case(b"s/s"));
        context = context | if shortened { INOX } else { Context::default() };
        let ring = plain
            .as_bytes()
            .windows(6)
            .any(|signs| matches!(signs, [b'O' | b'o', b'-' | b' ', rest @ ..] if rest.eq_ignore_ascii_case(b"ring")));
        context.with(if ring { SEAL } else { Context::default() })
    }

    /// Of what is counted by the hundred and the thousand: screws, not the bar they are made of.
    pub(super) fn of_counted(plain: &str) -> bool {
        const BY_LENGTH: &[&str] =
            &["rod", "bar", "studding", "chain", "wire", "rope", "cable", "varilla", "barra", "cadena", "gewindestange", "stange", "kette"];
        let by_length = |word: &str| BY_LENGTH.iter().any(|stock| word.eq_ignore_ascii_case(stock));
        Context::of(plain).has(FASTENER) && !plain.split(|c: char| !c.is_ascii_alphanumeric()).any(by_length)
    }

    fn settled(self) -> Context {
        let implied = if self.has(FASTENER) || self.has(INOX) || self.has(LIFTING) { STEEL } else { Context::default() };
        let all = self | implied;
        if all.has(NO_CABLE) { Context(all.0 & !CABLE.0) } else { all }
    }

    /// What both together are about.
    pub(super) fn with(self, other: Context) -> Context {
        (self | other).settled()
    }

    /// Whether the text is about any of these.
    pub(super) fn has(self, any: Context) -> bool {
        self.0 & any.0 != 0
    }
}
