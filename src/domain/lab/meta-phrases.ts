/**
 * How language models speak about what they write, by language; each entry is a pattern's alternatives. A language
 * that is not here is left alone, and so is a phrase: what stays in a text by mistake does less harm than a text that
 * is cut short.
 */
export interface MetaPhrases {
  /** Answers to a request, at the very beginning: “Sure”. */
  readonly yes: string;
  /** Announcements: “here is”. */
  readonly here: string;
  /** What was asked for. Before a colon at the beginning it is a label: “Passage:”. */
  readonly thing: string;
  /** The same, but no label: “Article 5:” begins a law. */
  readonly article: string;
  /** Begins of a last sentence that speaks to the reader: “Let me know if”. */
  readonly offer: string;
  /** What a model repeats or thinks before it answers, with a colon behind it: “Question:”. */
  readonly before: string;
  /** Before the number of a step. */
  readonly step: string;
  /** Whether words are parted by spaces, so that a phrase must not begin or end within a word. */
  readonly spaced: boolean;
}

export const META_PHRASES: Readonly<Record<string, MetaPhrases>> = {
  en: {
    yes: 'sure(?: thing)?|certainly|of course|absolutely|gladly|ok|okay|alright|understood|got it|great question',
    here: "here(?: is|'s|’s| are)|below (?:is|are)|the following (?:is|are)|this is|i (?:have written|wrote|will write|'ve written|’ve written)",
    thing:
      '(?:(?:final|generated|hypothetical|expanded|relevant|short|brief|possible|detailed|background|wikipedia(?:-style)?) )*(?:passages?|paragraphs?|documents?|answers?|responses?|expansions?|(?:query|expanded) (?:expansion|query)|query|rewrite|output|texts?|translation|assistant)',
    article: '(?:wikipedia(?:-style)? )?articles?|summary',
    offer:
      "(?:i )?hope (?:this|that|it)(?: passage| paragraph| text| answer)? (?:helps|is helpful|was helpful|is useful|meets)|(?:please )?let me know (?:if|whether|how|what)|(?:please )?feel free to (?:ask|reach out|let me know|contact me|modify|adjust)|if you(?:'d like|’d like| would like| want| need| have)[^\\n.!?]{0,120}(?:let me know|feel free|just ask|i can|i'd be|i’d be|i'll|i’ll|i'm|i’m)|would you like me to|do you (?:want|need) me to|is there anything else|i(?:'d| would|’d) be happy to|(?:\\(?(?:please )?note|disclaimer)[^\\n.!?]{0,30}\\bthis (?:is a (?:hypothetical|fictional)|passage|paragraph|text|document|response|answer)",
    before:
      'query|question|user|reasoning|thoughts?|thinking|thought process|chain of thought|analysis|explanation',
    step: 'step',
    spaced: true,
  },
  am: {
    yes: 'እርግጥ(?: ነው)?|በእርግጥ|በርግጥ|እሺ|በደስታ',
    here: 'እነሆ|የሚከተለው|ከዚህ በታች',
    thing: 'ምንባብ|ምንባቡ|አንቀጽ|አንቀጹ|ጽሑፍ|ጽሑፉ|መልስ|መልሱ|ሰነድ|ሰነዱ',
    article: 'መጣጥፍ',
    offer: '(?:ሌላ|ተጨማሪ) (?:ጥያቄ|መረጃ)[^\\n።?]{0,40}(?:ካለዎት|ካለህ|ካለሽ|ከፈለጉ)|ይህ እንደሚረዳ ተስፋ',
    before: 'ጥያቄ|ትንታኔ|ማብራሪያ',
    step: 'ደረጃ',
    spaced: true,
  },
  ar: {
    yes: 'بالتأكيد|بالطبع|طبعا|طبعًا|حسنا|حسنًا|بكل سرور|أكيد',
    here: 'إليك|إليكم|فيما يلي|هذه هي|هذا هو|هذه|هذا',
    thing: '(?:ال)?(?:فقرة|مقطع|نص|إجابة|جواب|وثيقة|مستند)',
    article: '(?:ال)?مقالة?',
    offer:
      '(?:آمل|أتمنى|أرجو) أن (?:يكون هذا|يساعدك|تساعدك|يفيدك)|هل (?:ترغب|تريد|تود)[^\\n؟?]{0,20} أن أ|(?:لا تتردد|لا تترددوا) في|(?:إذا|إن) (?:كان|كانت) لديك[^\\n.]{0,60}(?:أسئلة|سؤال|استفسار)|(?:أخبرني|أعلمني) إذا',
    before: '(?:ال)?(?:سؤال|استعلام|تفكير|تحليل|شرح)',
    step: '(?:ال)?خطوة',
    spaced: true,
  },
  de: {
    yes: 'natürlich|gerne?|sicher|klar|selbstverständlich|in ordnung|aber gerne?',
    here: 'hier (?:ist|sind|kommt|folgt)|nachfolgend|im folgenden|es folgt|dies ist|das ist',
    thing:
      '(?:(?:hypothetische|kurze|mögliche|relevante)[rs]? )*(?:passage|absatz|abschnitt|textabschnitt|text|antwort|dokument|ausgabe)',
    article: 'artikel|zusammenfassung',
    offer:
      '(?:ich )?hoffe,? (?:das|dies|es) (?:hilft|ist hilfreich)|(?:lass(?:en sie)?|lasst) (?:es )?mich (?:gerne )?wissen|(?:möchten sie|möchtest du|soll ich)[^\\n.!?]{0,60}\\b(?:ich|noch)|(?:wenn|falls) (?:sie|du)[^\\n.!?]{0,80}(?:helfe ich|lass mich|lassen sie mich|stehe ich|melde dich|melden sie sich)|kann ich (?:ihnen|dir) (?:noch|sonst)',
    before: 'frage|anfrage|überlegung(?:en)?|analyse|erklärung|gedankengang',
    step: 'schritt',
    spaced: true,
  },
  el: {
    yes: 'βεβαίως|βέβαια|φυσικά|σίγουρα|εντάξει|ασφαλώς',
    here: 'ορίστε|εδώ είναι|ακολουθεί|παρακάτω|αυτό είναι',
    thing: 'απόσπασμα|παράγραφος|μια παράγραφος|απάντηση|κείμενο|έγγραφο',
    article: 'άρθρο',
    offer:
      'ελπίζω (?:αυτό |ότι αυτό )?(?:να |σας |σε )*(?:βοηθ|είναι χρήσιμο)|(?:ενημερώστε|πείτε|πες|ενημέρωσέ) μ(?:ου|ε) (?:αν|εάν)|(?:θέλετε|θα θέλατε|θέλεις) να (?:σας |σου )?(?:γράψω|δώσω|προσθέσω|βοηθήσω)|(?:αν|εάν) (?:έχετε|έχεις|χρειάζεστε)[^\\n.;!]{0,80}(?:ενημερώστε|μη διστάσετε|πείτε μου)|μη (?:διστάσετε|διστάσεις) να',
    before: 'ερώτηση|ερώτημα|συλλογισμός|ανάλυση|εξήγηση',
    step: 'βήμα',
    spaced: true,
  },
  es: {
    yes: 'claro(?: que sí)?|por supuesto|desde luego|con gusto|de acuerdo|cómo no|seguro',
    here: 'aquí (?:está|tienes|tiene|te presento|va)|a continuación|este es|esta es|esto es|el siguiente',
    thing:
      '(?:un |una )?(?:(?:breve|posible) )?(?:pasaje|párrafo|fragmento|respuesta(?: final)?|texto|documento)',
    article: 'artículo|resumen',
    offer:
      '(?:espero que (?:esto|te|le|este|sea)[^\\n.!?]{0,40}(?:ayud|sirv|útil))|(?:avísame|avíseme|déjame saber|hazme saber|hágame saber) si|¿?(?:te gustaría|quieres|le gustaría|desea|deseas) que (?:te |le )?\\p{L}+|no (?:dudes|dude) en (?:preguntar|pedir|consultar|decir|hac|contactar)|si (?:necesitas|quieres|tienes|necesita|desea|tiene)[^\\n.!?]{0,80}(?:avísame|dímelo|házmelo|no dudes|no dude|puedo)',
    before: 'pregunta|consulta|razonamiento|análisis|explicación|pensamiento',
    step: 'paso',
    spaced: true,
  },
  hi: {
    yes: 'ज़रूर|ज़रूर|जरूर|बिल्कुल|निश्चित रूप से|ठीक है|अवश्य',
    here: 'यहाँ|यहां|नीचे|निम्नलिखित|यह रहा|प्रस्तुत है|ये रहा',
    thing: 'गद्यांश|अनुच्छेद|उत्तर|जवाब|पाठ|दस्तावेज़|दस्तावेज़|दस्तावेज',
    article: 'लेख',
    offer:
      '(?:मुझे )?(?:आशा|उम्मीद) है (?:कि )?(?:यह|इससे|ये)[^\\n।?]{0,40}(?:मदद|उपयोगी|सहाय)|(?:अगर|यदि) आप(?:को|के)?[^\\n।?]{0,80}(?:बताएं|बताएँ|पूछें|बताइए)|क्या आप चाहेंगे कि मैं|क्या आप चाहते हैं कि मैं',
    before: 'प्रश्न|सवाल|तर्क|विश्लेषण|व्याख्या',
    step: 'चरण',
    spaced: true,
  },
  km: {
    yes: 'ប្រាកដណាស់|ពិតណាស់|បាទ|ចាស|យល់ព្រម',
    here: 'នេះជា|នេះគឺជា|ខាងក្រោមនេះ|ខាងក្រោម|សូមមើល',
    thing: 'អត្ថបទ|កថាខណ្ឌ|ចម្លើយ|ឯកសារ',
    article: 'អត្ថបទ',
    offer:
      'សង្ឃឹមថា(?:វា|នេះ|អត្ថបទនេះ|ចម្លើយនេះ)|(?:ប្រសិនបើ|បើ)អ្នក(?:ត្រូវការ|ចង់|មានសំណួរ)[^\\n។]{0,80}(?:សូមប្រាប់|ប្រាប់ខ្ញុំ|សួរខ្ញុំ)|តើអ្នកចង់ឱ្យខ្ញុំ|តើអ្នកចង់ឲ្យខ្ញុំ',
    before: 'សំណួរ|ការវិភាគ|ការពន្យល់',
    step: 'ជំហាន(?:ទី)?',
    spaced: false,
  },
  ru: {
    yes: 'конечно(?: же)?|разумеется|безусловно|с удовольствием|хорошо|да, конечно',
    here: 'вот|ниже|далее следует|это',
    thing: '(?:гипотетический |возможный |краткий )*(?:отрывок|абзац|пассаж|фрагмент|ответ|текст|документ)',
    article: 'статья',
    offer:
      '(?:я )?надеюсь,? (?:это|что это|текст|ответ)[^\\n.!?]{0,30}(?:помо|полез)|(?:дайте|дай) (?:мне )?знать,? (?:если|нужно)|(?:хотите|хочешь),? чтобы я|(?:если|когда) (?:вам|тебе|у вас|у тебя|вы)[^\\n.!?]{0,80}(?:дайте знать|обращайтесь|спрашивайте|сообщите|я могу|напишите мне)|не стесняйтесь (?:спрашивать|обращаться|задавать)',
    before: 'вопрос|запрос|рассуждени[ея]|анализ|объяснение|размышлени[ея]',
    step: 'шаг',
    spaced: true,
  },
  th: {
    yes: 'แน่นอน(?:ครับ|ค่ะ)?|ได้เลย(?:ครับ|ค่ะ)?|ได้(?:ครับ|ค่ะ)|ตกลง(?:ครับ|ค่ะ)?',
    here: 'นี่คือ|ต่อไปนี้คือ|ต่อไปนี้เป็น|ด้านล่างนี้คือ|ข้างล่างนี้คือ',
    thing: 'ข้อความ|ย่อหน้า|คำตอบ|เอกสาร|เนื้อหา',
    article: 'บทความ',
    offer:
      'หวังว่า(?:ข้อมูล|ข้อความ|คำตอบ|บทความ)?(?:นี้|นี้จะ)|(?:หาก|ถ้า)คุณ?(?:ต้องการ|มีคำถาม)[^\\n]{0,80}(?:บอกฉัน|แจ้งให้|ถามได้|บอกได้|บอกผม)|คุณต้องการให้(?:ฉัน|ผม)',
    before: 'คำถาม|การวิเคราะห์|คำอธิบาย|เหตุผล',
    step: 'ขั้นตอน(?:ที่)?',
    spaced: false,
  },
  tr: {
    yes: 'elbette|tabii(?: ki)?|kesinlikle|memnuniyetle|tamam|peki',
    here: 'işte|aşağıda(?:ki)?|aşağıdaki gibi|bu bir|buyurun',
    thing: '(?:bir |kısa )*(?:pasaj|paragraf|metin|cevap|yanıt|belge|doküman)',
    article: 'makale|yazı',
    offer:
      'umarım (?:bu|yardımcı)[^\\n.!?]{0,40}|(?:bana )?(?:bildirin|haber verin|söyleyin|haber ver)[.!]|(?:ister misiniz|ister misin)|(?:başka|daha fazla)[^\\n.!?]{0,60}(?:sorunuz|sorun|yardıma|bilgiye)[^\\n.!?]{0,40}(?:sor|çekinme|bildir|haber|varsa)',
    before: 'soru|sorgu|analiz|açıklama|akıl yürütme|düşünce',
    step: 'adım',
    spaced: true,
  },
  vi: {
    yes: 'chắc chắn(?: rồi)?|tất nhiên(?: rồi)?|dĩ nhiên|được thôi|được chứ|vâng|rất sẵn lòng',
    here: 'dưới đây là|sau đây là|đây là|đoạn sau',
    thing: '(?:một )?(?:đoạn văn|đoạn|văn bản|câu trả lời|trả lời|tài liệu)',
    article: 'bài viết|bài',
    offer:
      '(?:tôi )?hy vọng (?:điều này|đoạn|câu trả lời|bài|nó|thông tin)[^\\n.!?]{0,60}(?:giúp|hữu ích)|(?:hãy )?cho (?:tôi|mình) biết nếu|bạn có muốn (?:tôi|mình)|nếu bạn (?:cần|muốn|có)[^\\n.!?]{0,80}(?:cho tôi biết|hãy hỏi|tôi có thể|đừng ngại)|đừng ngần ngại (?:hỏi|liên hệ|cho)',
    before: 'câu hỏi|truy vấn|phân tích|giải thích|suy luận|suy nghĩ',
    step: 'bước',
    spaced: true,
  },
  zh: {
    yes: '当然(?:可以)?|當然(?:可以)?|好的|没问题|沒問題|可以的',
    here: '以下是|下面是|这是|這是|如下',
    thing: '段落|文段|短文|回答|答案|文本|文档|文件|内容|內容|段文字|扩展|擴展',
    article: '文章',
    offer:
      '希望(?:这|這|以上|本)[^\\n。！？]{0,30}(?:帮助|幫助|有用|有帮助)|(?:如果|若|如)(?:您|你)?(?:需要|还有|還有|想|有)[^\\n。！？]{0,60}(?:告诉我|告訴我|联系|聯繫|提出|告知|随时|隨時)|(?:请|請)(?:随时)?(?:告诉|告訴|告知)我|(?:您|你)(?:需要|希望|想要)我',
    before: '问题|問題|查询|查詢|思考(?:过程|過程)?|推理|分析|解释|解釋',
    step: '步骤|步驟|第(?=[\\d一二三四五六七八九十]{1,3}步)',
    spaced: false,
  },
};
