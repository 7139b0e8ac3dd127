<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>datasets</name>
    <message>
        <source>bars</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>{name} cannot be read: it is not a regular file.</source>
        <translation>{name} 无法读取：不是普通文件。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}.</source>
        <translation>{name} 无法读取：{reason}。</translation>
    </message>
    <message>
        <source>{name} has a header but no images.</source>
        <translation>{name} 有表头但没有图像。</translation>
    </message>
    <message>
        <source>{name} is empty: a manifest needs a header line.</source>
        <translation>{name} 为空：清单需要表头行。</translation>
    </message>
    <message>
        <source>{name} is larger than {most} MB: not a manifest.</source>
        <translation>{name} 大于 {most} MB：不是清单。</translation>
    </message>
    <message>
        <source>{name} is not UTF-8 text (after line {line}).</source>
        <translation>{name} 不是 UTF-8 文本（第 {line} 行之后）。</translation>
    </message>
    <message>
        <source>{name} is separated by {character}: save it as CSV with commas.</source>
        <translation>{name} 以{character}分隔：请另存为逗号分隔的 CSV。</translation>
    </message>
    <message>
        <source>{name}, after line {line}: not a well-formed CSV ({reason}).</source>
        <translation>{name}，第 {line} 行之后：CSV 格式不正确（{reason}）。</translation>
    </message>
    <message>
        <source>{name}, line 1: column {index} has no name.</source>
        <translation>{name}，第1行：第 {index} 列没有名称。</translation>
    </message>
    <message>
        <source>{name}, line 1: there is no column named {needed}.</source>
        <translation>{name}，第1行：没有名为 {needed} 的列。</translation>
    </message>
    <message>
        <source>{name}, line 1: two columns are named {column}.</source>
        <translation>{name}，第1行：有两列都名为 {column}。</translation>
    </message>
    <message>
        <source>{name}, line {line}: a label in column {column} is neither 0 nor 1 (leave it empty where it is not known).</source>
        <translation>{name}，第 {line} 行：{column} 列的标签既不是0也不是1（未知时请留空）。</translation>
    </message>
    <message>
        <source>{name}, line {line}: the path holds a zero byte.</source>
        <translation>{name}，第 {line} 行：路径中含有零字节。</translation>
    </message>
    <message>
        <source>{name}, line {line}: the same image as on line {first}.</source>
        <translation>{name}，第 {line} 行：与第 {first} 行是同一幅图像。</translation>
    </message>
    <message>
        <source>{name}, line {line}: {needed} is empty.</source>
        <translation>{name}，第 {line} 行：{needed} 为空。</translation>
    </message>
    <message>
        <source>{name}, line {line}: {n} cells, but the header has {width} columns.</source>
        <translation>{name}，第 {line} 行：有 {n} 个单元格，而表头有 {width} 列。</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>This is not part of this installation: it takes the one with training.</source>
        <translation>本安装不含此功能：需要带训练功能的版本。</translation>
    </message>
</context>
<context>
    <name>evaluation/comparing</name>
    <message>
        <source>Say of which finding the column is, as FINDING=COLUMN ({names}).</source>
        <translation>请以 FINDING=COLUMN 指明该列属于哪种征象（{names}）。</translation>
    </message>
    <message>
        <source>{name} has labels for no finding that both models have.</source>
        <translation>{name} 没有两个模型共有征象的标签。</translation>
    </message>
    <message>
        <source>{name} has no column of 0, 1 or empty named {column}.</source>
        <translation>{name} 没有名为 {column}、取值为 0、1 或空的列。</translation>
    </message>
</context>
<context>
    <name>evaluation/evaluate</name>
    <message>
        <source>Computing intervals for {finding}</source>
        <translation>正在计算{finding}的区间</translation>
    </message>
    <message>
        <source>Judging images</source>
        <translation>正在判读图像</translation>
    </message>
    <message>
        <source>{name} has no label column for {names}, which {model} finds.</source>
        <translation>{name} 没有 {model} 所查征象 {names} 的标签列。</translation>
    </message>
</context>
<context>
    <name>evaluation/labelled</name>
    <message>
        <source>{name} is no split of a training run.</source>
        <translation>{name} 不是训练的数据划分。</translation>
    </message>
    <message>
        <source>{name} is no split of a training run: it needs columns path and part.</source>
        <translation>{name} 不是训练的数据划分：需要 path 和 part 列。</translation>
    </message>
    <message>
        <source>{name} is too large for a split.</source>
        <translation>{name} 作为数据划分过大。</translation>
    </message>
    <message>
        <source>{name} names no test part.</source>
        <translation>{name} 没有指明测试部分。</translation>
    </message>
    <message>
        <source>{name} names {n} test images, of which {labelled} has {found}: it is of another labelled set.</source>
        <translation>{name} 列出 {n} 幅测试图像，其中 {labelled} 只有 {found} 幅：它属于另一个标注数据集。</translation>
    </message>
</context>
<context>
    <name>evaluation/mask_comparison</name>
    <message>
        <source>The two models were not evaluated on the same images of {name}.</source>
        <translation>两个模型不是在 {name} 的相同图像上评估的。</translation>
    </message>
    <message>
        <source>There is no image of {name} that both models outlined.</source>
        <translation>{name} 中没有两个模型都勾画了的图像。</translation>
    </message>
</context>
<context>
    <name>evaluation/mask_report</name>
    <message>
        <source>of the mean; percentile bootstrap, patients drawn with replacement</source>
        <translation>均值的区间；百分位自助法，有放回地抽取患者</translation>
    </message>
</context>
<context>
    <name>evaluation/measured</name>
    <message>
        <source>Working out every threshold</source>
        <translation>正在计算每个阈值</translation>
    </message>
</context>
<context>
    <name>evaluation/metrics</name>
    <message>
        <source>needs images with and without the finding</source>
        <translation>需要有该征象和无该征象的图像</translation>
    </message>
    <message>
        <source>needs images with the finding</source>
        <translation>需要有该征象的图像</translation>
    </message>
    <message>
        <source>needs images without the finding</source>
        <translation>需要无该征象的图像</translation>
    </message>
    <message>
        <source>no image has the finding and none was called present</source>
        <translation>没有图像有该征象，也没有图像判为阳性</translation>
    </message>
    <message>
        <source>no image was called absent</source>
        <translation>没有图像判为阴性</translation>
    </message>
    <message>
        <source>no image was called present</source>
        <translation>没有图像判为阳性</translation>
    </message>
    <message>
        <source>no image was scored</source>
        <translation>没有图像得到评分</translation>
    </message>
</context>
<context>
    <name>evaluation/page</name>
    <message>
        <source>1 − specificity</source>
        <translation>1 − 特异度</translation>
    </message>
    <message>
        <source>95 % Hausdorff distance, in mm where the spacing is known.</source>
        <translation>95 % Hausdorff 距离，间距已知时以 mm 计。</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>95 % intervals beside every figure; the method stands above.</source>
        <translation>每个数值旁均有 95 % 区间；方法见上。</translation>
    </message>
    <message>
        <source>AUPRC</source>
        <translation>AUPRC</translation>
    </message>
    <message>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <source>AUROC also by {how}.</source>
        <translation>AUROC 另按{how}。</translation>
    </message>
    <message>
        <source>AUROC, DeLong</source>
        <translation>AUROC，DeLong 法</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Agreement with the true masks</source>
        <translation>与真实掩膜的一致性</translation>
    </message>
    <message>
        <source>All images were judged.</source>
        <translation>所有图像均已判读。</translation>
    </message>
    <message>
        <source>An undefined metric is a dash with its reason.</source>
        <translation>无定义的指标以短横表示并说明原因。</translation>
    </message>
    <message>
        <source>Annotation of the test set; agreement of the annotators</source>
        <translation>测试集的标注；标注者之间的一致性</translation>
    </message>
    <message>
        <source>Architecture, input and outputs.</source>
        <translation>网络结构、输入和输出。</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>要求内容</translation>
    </message>
    <message>
        <source>At the operating point {point} (orange in the figures).</source>
        <translation>在工作点 {point} 处（图中橙色）。</translation>
    </message>
    <message>
        <source>Background, intended use and aims</source>
        <translation>背景、预期用途和目的</translation>
    </message>
    <message>
        <source>Background, known inequalities, objectives</source>
        <translation>背景、已知的不平等、目标</translation>
    </message>
    <message>
        <source>Beside the model {other}</source>
        <translation>与模型 {other} 对照</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier 评分</translation>
    </message>
    <message>
        <source>Brier score, ECE, reliability diagram.</source>
        <translation>Brier 评分、ECE、可靠性图。</translation>
    </message>
    <message>
        <source>By subgroup</source>
        <translation>按亚组</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Called absent</source>
        <translation>判为阴性</translation>
    </message>
    <message>
        <source>Called present</source>
        <translation>判为阳性</translation>
    </message>
    <message>
        <source>Characteristics of each part</source>
        <translation>各部分的特征</translation>
    </message>
    <message>
        <source>Characteristics, beside those of the training</source>
        <translation>特征，与训练数据对照</translation>
    </message>
    <message>
        <source>Checklists</source>
        <translation>核对清单</translation>
    </message>
    <message>
        <source>Class imbalance</source>
        <translation>类别不平衡</translation>
    </message>
    <message>
        <source>Columns with too many values for subgroups</source>
        <translation>取值过多而不能作亚组的列</translation>
    </message>
    <message>
        <source>Cost of errors: utility of acting on the model</source>
        <translation>错误的代价：依模型行事的效用</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Data with structure: several images of a patient</source>
        <translation>有结构的数据：同一患者有多幅图像</translation>
    </message>
    <message>
        <source>De-identification</source>
        <translation>去标识化</translation>
    </message>
    <message>
        <source>Decision curve</source>
        <translation>决策曲线</translation>
    </message>
    <message>
        <source>Decision curve.</source>
        <translation>决策曲线。</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Dice and IoU.</source>
        <translation>Dice 和 IoU。</translation>
    </message>
    <message>
        <source>Dice, IoU, Hausdorff distance and their worst ends.</source>
        <translation>Dice、IoU、Hausdorff 距离及其最差端。</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Differences are first less second. AUROC: paired DeLong test, patients as clusters. Calls: exact McNemar test, images counted as independent. Other intervals: paired bootstrap by patient. Non-inferior: the interval lies above minus the margin (0 where the metric has none).</source>
        <translation>差值为前者减后者。AUROC：配对 DeLong 检验，以患者为聚类。判定：精确 McNemar 检验，图像视为独立。其他区间：按患者的配对自助法。非劣效：区间位于负界值之上（该指标无界值时为 0）。</translation>
    </message>
    <message>
        <source>Differences are first less second; intervals by paired bootstrap, by patient.</source>
        <translation>差值为前者减后者；区间由按患者的配对自助法得出。</translation>
    </message>
    <message>
        <source>Differences between clusters (sites)</source>
        <translation>聚类（机构）之间的差异</translation>
    </message>
    <message>
        <source>Distance of outlines</source>
        <translation>轮廓之间的距离</translation>
    </message>
    <message>
        <source>Distributions</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>ECE</source>
        <translation>ECE</translation>
    </message>
    <message>
        <source>Each finding: images, patients, prevalence.</source>
        <translation>每种征象：图像数、患者数、患病率。</translation>
    </message>
    <message>
        <source>Ensembles</source>
        <translation>集成</translation>
    </message>
    <message>
        <source>Ethical approval</source>
        <translation>伦理批准</translation>
    </message>
    <message>
        <source>Exclusions; the interpretation is for the authors to write.</source>
        <translation>排除标准；解读由作者撰写。</translation>
    </message>
    <message>
        <source>Explainability, and whether it was validated</source>
        <translation>可解释性及其是否经过验证</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Failure analysis</source>
        <translation>失败分析</translation>
    </message>
    <message>
        <source>Fairness: how it was looked at</source>
        <translation>公平性：如何考察</translation>
    </message>
    <message>
        <source>Fewer than {n} images with, or without, the finding: do not rely on it.</source>
        <translation>有或无该征象的图像少于 {n} 幅：请勿依赖。</translation>
    </message>
    <message>
        <source>Findings without labels</source>
        <translation>没有标签的征象</translation>
    </message>
    <message>
        <source>Flow of patients and images</source>
        <translation>患者和图像的流程</translation>
    </message>
    <message>
        <source>Flow of patients, with numbers and outcomes</source>
        <translation>患者流程，含人数和结局</translation>
    </message>
    <message>
        <source>Funding, conflicts, protocol, registration, sharing</source>
        <translation>资助、利益冲突、方案、注册、共享</translation>
    </message>
    <message>
        <source>Hausdorff 95 %, mm</source>
        <translation>Hausdorff 95 %，mm</translation>
    </message>
    <message>
        <source>Hausdorff 95 %, pixels</source>
        <translation>Hausdorff 95 %，像素</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>How data were divided, and at which level apart</source>
        <translation>数据如何划分，在何层面分开</translation>
    </message>
    <message>
        <source>How data were used; type of model; how it was built</source>
        <translation>数据如何使用；模型类型；如何建立</translation>
    </message>
    <message>
        <source>How far each method's maps were found to be trustworthy.</source>
        <translation>各方法的影响图可信到何种程度。</translation>
    </message>
    <message>
        <source>How the final model was chosen</source>
        <translation>最终模型如何选定</translation>
    </message>
    <message>
        <source>How the images were acquired</source>
        <translation>图像如何采集</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Images (patients)</source>
        <translation>图像数（患者数）</translation>
    </message>
    <message>
        <source>Images and patients.</source>
        <translation>图像数和患者数。</translation>
    </message>
    <message>
        <source>Images are not named here: a report may be handed on.</source>
        <translation>此处不列图像名称：报告可能转交他人。</translation>
    </message>
    <message>
        <source>Images, patients</source>
        <translation>图像数、患者数</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Intended use and exclusions.</source>
        <translation>预期用途和排除范围。</translation>
    </message>
    <message>
        <source>Internal test part.</source>
        <translation>内部测试部分。</translation>
    </message>
    <message>
        <source>Interpretation and limitations</source>
        <translation>解读与局限</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Involvement of patients and public</source>
        <translation>患者和公众的参与</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>Labelled set</source>
        <translation>标注数据集</translation>
    </message>
    <message>
        <source>Labelled set, sha256</source>
        <translation>标注数据集，sha256</translation>
    </message>
    <message>
        <source>Limitations; what it means for practice</source>
        <translation>局限；对实践的意义</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Measures of performance: ranking, calibration, utility</source>
        <translation>性能指标：排序、校准、效用</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Metric at the operating point, for the task</source>
        <translation>工作点处的指标，针对任务</translation>
    </message>
    <message>
        <source>Metric over all thresholds</source>
        <translation>覆盖所有阈值的指标</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Metrics at the operating point.</source>
        <translation>工作点处的指标。</translation>
    </message>
    <message>
        <source>Missing data</source>
        <translation>缺失数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>NPV</source>
        <translation>NPV</translation>
    </message>
    <message>
        <source>Needs images with and without the finding.</source>
        <translation>需要有该征象和无该征象的图像。</translation>
    </message>
    <message>
        <source>Net benefit</source>
        <translation>净获益</translation>
    </message>
    <message>
        <source>No comparison was asked for.</source>
        <translation>未要求比较。</translation>
    </message>
    <message>
        <source>No image was outlined.</source>
        <translation>没有图像得到轮廓。</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>未判读</translation>
    </message>
    <message>
        <source>Not known to the program: to be described by the authors.</source>
        <translation>程序不知：由作者描述。</translation>
    </message>
    <message>
        <source>Numbers in training and evaluation</source>
        <translation>训练和评估中的数量</translation>
    </message>
    <message>
        <source>Numbers of each part.</source>
        <translation>各部分的数量。</translation>
    </message>
    <message>
        <source>Numbers of images and patients; why so many, the authors must say.</source>
        <translation>图像和患者的数量；为何是这些数量须由作者说明。</translation>
    </message>
    <message>
        <source>Of {all} items of Metrics Reloaded, CLAIM 2024 and TRIPOD+AI the report covers {covered}, the model card {card}; {lacking} are lacking. Items are in our words; this helps to write, and is no certificate.</source>
        <translation>在 Metrics Reloaded、CLAIM 2024 和 TRIPOD+AI 的 {all} 个条目中，本报告涵盖 {covered} 个，模型卡涵盖 {card} 个；缺少 {lacking} 个。条目为我们的措辞；这有助于撰写，但不是证明。</translation>
    </message>
    <message>
        <source>Operating point and what other points would give.</source>
        <translation>工作点，以及其他点的结果。</translation>
    </message>
    <message>
        <source>Other operating points</source>
        <translation>其他工作点</translation>
    </message>
    <message>
        <source>Outcome: definition and who assessed it</source>
        <translation>结局：定义及由谁评定</translation>
    </message>
    <message>
        <source>Output and its thresholds</source>
        <translation>输出及其阈值</translation>
    </message>
    <message>
        <source>Overlap of masks</source>
        <translation>掩膜的重叠</translation>
    </message>
    <message>
        <source>PPV</source>
        <translation>PPV</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Patients are resampled, not images.</source>
        <translation>重抽样的是患者，而非图像。</translation>
    </message>
    <message>
        <source>Performance by cluster (site)</source>
        <translation>按聚类（机构）的性能</translation>
    </message>
    <message>
        <source>Performance on external data</source>
        <translation>在外部数据上的性能</translation>
    </message>
    <message>
        <source>Performance on internal data</source>
        <translation>在内部数据上的性能</translation>
    </message>
    <message>
        <source>Performance with intervals, also by subgroup</source>
        <translation>带区间的性能，另按亚组</translation>
    </message>
    <message>
        <source>Performance with its uncertainty</source>
        <translation>性能及其不确定性</translation>
    </message>
    <message>
        <source>Precision (PPV)</source>
        <translation>精确率（PPV）</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>Predictors: choice and measurement</source>
        <translation>预测因子：选择和测量</translation>
    </message>
    <message>
        <source>Preparation of the data, alike in all groups</source>
        <translation>数据准备，各组相同</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Prevalence</source>
        <translation>患病率</translation>
    </message>
    <message>
        <source>Prevalence and subgroups; further characteristics are for the authors to give.</source>
        <translation>患病率和亚组；其他特征由作者给出。</translation>
    </message>
    <message>
        <source>Prevalence, and metrics that depend on it told apart</source>
        <translation>患病率，并区分依赖于它的指标</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Probability that was said</source>
        <translation>给出的概率</translation>
    </message>
    <message>
        <source>Prospective or retrospective; goal of the study</source>
        <translation>前瞻性或回顾性；研究目标</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>ROC, precision and recall.</source>
        <translation>ROC、精确率和召回率。</translation>
    </message>
    <message>
        <source>ROC, reliability diagram, decision curve.</source>
        <translation>ROC、可靠性图、决策曲线。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Recall (sensitivity)</source>
        <translation>召回率（灵敏度）</translation>
    </message>
    <message>
        <source>Reference standard: definition, reason, who gave it</source>
        <translation>参考标准：定义、理由、由谁给出</translation>
    </message>
    <message>
        <source>Registration of a trial</source>
        <translation>试验注册</translation>
    </message>
    <message>
        <source>Registration, protocol, availability, funding</source>
        <translation>注册、方案、可获得性、资助</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>可靠性</translation>
    </message>
    <message>
        <source>Research use only, not for diagnosis.</source>
        <translation>仅供研究使用，不用于诊断。</translation>
    </message>
    <message>
        <source>Results of updating</source>
        <translation>更新的结果</translation>
    </message>
    <message>
        <source>Robustness</source>
        <translation>稳健性</translation>
    </message>
    <message>
        <source>Rule by which the operating point was chosen.</source>
        <translation>选择工作点的规则。</translation>
    </message>
    <message>
        <source>Sample size</source>
        <translation>样本量</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>Setting, eligibility, treatments</source>
        <translation>环境、入选标准、治疗</translation>
    </message>
    <message>
        <source>Shaded: pointwise 95 % bands. Bars: 95 % intervals (Wilson). The decision curve shows the net benefit of acting on the model at each threshold probability.</source>
        <translation>阴影：逐点 95 % 带。竖线：95 % 区间（Wilson）。决策曲线显示在各阈值概率下依模型行事的净获益。</translation>
    </message>
    <message>
        <source>Share of images at or below</source>
        <translation>不高于该值的图像比例</translation>
    </message>
    <message>
        <source>Share with the finding</source>
        <translation>有该征象的比例</translation>
    </message>
    <message>
        <source>Size, intensity and resizing of the input.</source>
        <translation>输入的尺寸、灰度和缩放。</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Source and licence of the training data; that of the labelled set is for the authors to give.</source>
        <translation>训练数据的来源和许可；标注数据集的由作者给出。</translation>
    </message>
    <message>
        <source>Sources and dates of the data</source>
        <translation>数据的来源和日期</translation>
    </message>
    <message>
        <source>Sources of the data</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Subgroup</source>
        <translation>亚组</translation>
    </message>
    <message>
        <source>Subgroups</source>
        <translation>亚组</translation>
    </message>
    <message>
        <source>Subgroups looked at one by one</source>
        <translation>逐一考察的亚组</translation>
    </message>
    <message>
        <source>Subgroups.</source>
        <translation>亚组。</translation>
    </message>
    <message>
        <source>Subgroups; further characteristics are for the authors to give.</source>
        <translation>亚组；其他特征由作者给出。</translation>
    </message>
    <message>
        <source>Task and what is judged: image, pixel or object</source>
        <translation>任务及判定对象：图像、像素或目标</translation>
    </message>
    <message>
        <source>The full model</source>
        <translation>完整模型</translation>
    </message>
    <message>
        <source>The input gate, and what it refuses.</source>
        <translation>输入门控及其拒绝的内容。</translation>
    </message>
    <message>
        <source>The labelled set has no column that makes subgroups.</source>
        <translation>标注数据集没有可作亚组的列。</translation>
    </message>
    <message>
        <source>The model card does not say.</source>
        <translation>模型卡未说明。</translation>
    </message>
    <message>
        <source>The model card was not at hand.</source>
        <translation>未取得模型卡。</translation>
    </message>
    <message>
        <source>The model: inputs, outputs, layers</source>
        <translation>模型：输入、输出、各层</translation>
    </message>
    <message>
        <source>The recipe lies in the bundle, with its seed.</source>
        <translation>训练方案在模型包中，含其种子。</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Threshold probability</source>
        <translation>阈值概率</translation>
    </message>
    <message>
        <source>Title and abstract</source>
        <translation>标题和摘要</translation>
    </message>
    <message>
        <source>Title and abstract name the method, data and results</source>
        <translation>标题和摘要指明方法、数据和结果</translation>
    </message>
    <message>
        <source>Training data against evaluation data</source>
        <translation>训练数据与评估数据对照</translation>
    </message>
    <message>
        <source>Training, validation and test part, apart by patient.</source>
        <translation>训练、验证和测试部分，按患者分开。</translation>
    </message>
    <message>
        <source>Training: augmentation, hyperparameters, number of models</source>
        <translation>训练：增广、超参数、模型数</translation>
    </message>
    <message>
        <source>Uncertainty and tests</source>
        <translation>不确定性与检验</translation>
    </message>
    <message>
        <source>Uncertainty of every figure</source>
        <translation>每个数值的不确定性</translation>
    </message>
    <message>
        <source>Updating; how predictions are calculated</source>
        <translation>更新；预测如何计算</translation>
    </message>
    <message>
        <source>Use: poor input, skills needed, next steps</source>
        <translation>使用：不良输入、所需技能、后续步骤</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Version of the program, sha256 of the weights.</source>
        <translation>程序版本、权重的 sha256。</translation>
    </message>
    <message>
        <source>Weights, sha256</source>
        <translation>权重，sha256</translation>
    </message>
    <message>
        <source>What could not be judged is counted with its reason; images without a label count for nothing.</source>
        <translation>未能判读的均计数并注明原因；没有标签的图像不计。</translation>
    </message>
    <message>
        <source>What happens where a metric is undefined</source>
        <translation>指标无定义时如何处理</translation>
    </message>
    <message>
        <source>What moves the scores: altered copies.</source>
        <translation>什么使评分变动：变动副本。</translation>
    </message>
    <message>
        <source>What the model was made for; who is in the labelled set is for the authors to say.</source>
        <translation>模型为何而建；标注数据集包括哪些人由作者说明。</translation>
    </message>
    <message>
        <source>What was evaluated</source>
        <translation>评估了什么</translation>
    </message>
    <message>
        <source>Where, or what is lacking</source>
        <translation>所在位置，或所缺内容</translation>
    </message>
    <message>
        <source>Which part of the images was taken</source>
        <translation>取用了图像的哪一部分</translation>
    </message>
    <message>
        <source>Who was included and who excluded</source>
        <translation>纳入和排除了哪些人</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>With</source>
        <translation>有</translation>
    </message>
    <message>
        <source>With the finding</source>
        <translation>有该征象</translation>
    </message>
    <message>
        <source>With, without the finding</source>
        <translation>有、无该征象</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>Worst 5 %</source>
        <translation>最差 5 %</translation>
    </message>
    <message>
        <source>Worst errors ({shown} of {all})</source>
        <translation>最严重的错误（{all} 个中的 {shown} 个）</translation>
    </message>
    <message>
        <source>Worst errors.</source>
        <translation>最严重的错误。</translation>
    </message>
    <message>
        <source>Worst outlines</source>
        <translation>最差的轮廓</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>better</source>
        <translation>更好</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>已涵盖</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>false negative</source>
        <translation>假阴性</translation>
    </message>
    <message>
        <source>false positive</source>
        <translation>假阳性</translation>
    </message>
    <message>
        <source>in the model card</source>
        <translation>见模型卡</translation>
    </message>
    <message>
        <source>lacking</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>locked test part of a training run</source>
        <translation>训练中锁定的测试部分</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>non-inferior</source>
        <translation>非劣效</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>未证明</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>refused by the input gate</source>
        <translation>被输入门控拒绝</translation>
    </message>
    <message>
        <source>sha256 of the weights; the bundle holds them.</source>
        <translation>权重的 sha256；权重在模型包中。</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>过少</translation>
    </message>
    <message>
        <source>treat all</source>
        <translation>全部治疗</translation>
    </message>
    <message>
        <source>treat nobody</source>
        <translation>全不治疗</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>更差</translation>
    </message>
    <message>
        <source>{finding}: beside the model {other}</source>
        <translation>{finding}：与模型 {other} 对照</translation>
    </message>
    <message>
        <source>{finding}: beside the reader {other}</source>
        <translation>{finding}：与阅片者 {other} 对照</translation>
    </message>
    <message>
        <source>{images} images of {patients} patients that both outlined. Accepted loss of Dice and IoU (margin): {margin}.</source>
        <translation>二者均勾画的 {patients} 名患者的 {images} 幅图像。Dice 和 IoU 可接受的损失（界值）：{margin}。</translation>
    </message>
    <message>
        <source>{images} images of {patients} patients that both read, {positives} with the finding. Called rightly by one alone: {this} {only_this}, {other} {only_other}. Accepted loss (margin): {margin}.</source>
        <translation>二者均判读的 {patients} 名患者的 {images} 幅图像，其中 {positives} 幅有该征象。仅一方判定正确：{this} {only_this}，{other} {only_other}。可接受的损失（界值）：{margin}。</translation>
    </message>
    <message>
        <source>{level}: {how} ({resamples} resamples, seed {seed}).</source>
        <translation>{level}：{how}（{resamples} 次重抽样，种子 {seed}）。</translation>
    </message>
    <message>
        <source>{listed} listed, {judged} judged, {refused} refused (outside the intended use), {failed} failed</source>
        <translation>列出 {listed}，判读 {judged}，拒绝 {refused}（超出预期用途），失败 {failed}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>{metric}, difference</source>
        <translation>{metric}，差值</translation>
    </message>
    <message>
        <source>{model} on {labelled}</source>
        <translation>{model}，数据 {labelled}</translation>
    </message>
    <message>
        <source>{when}, MedDiag {version}, on {device}</source>
        <translation>{when}，MedDiag {version}，设备 {device}</translation>
    </message>
    <message>
        <source>“Beside”.</source>
        <translation>“对照”。</translation>
    </message>
    <message>
        <source>“Too few”: fewer than {n} images with, or without, the finding. Intervals are not corrected for the number of subgroups.</source>
        <translation>“过少”：有或无该征象的图像少于 {n} 幅。区间未按亚组数校正。</translation>
    </message>
    <message>
        <source>“Too few”: fewer than {n} images. Means with 95 % intervals, by patient.</source>
        <translation>“过少”：少于 {n} 幅图像。均值附按患者的 95 % 区间。</translation>
    </message>
    <message>
        <source>“What was evaluated”.</source>
        <translation>“评估了什么”。</translation>
    </message>
    <message>
        <source>“What was evaluated”: listed, judged, refused, failed.</source>
        <translation>“评估了什么”：列出、判读、拒绝、失败。</translation>
    </message>
</context>
<context>
    <name>evaluation/pictures</name>
    <message>
        <source>{name} has no column {missing}, or numbers in it.</source>
        <translation>{name} 没有 {missing} 列，或其中不是数。</translation>
    </message>
    <message>
        <source>{name}, line {line}: the part is none of {parts}.</source>
        <translation>{name}，第 {line} 行：part 不是 {parts} 之一。</translation>
    </message>
    <message>
        <source>{name}, line {line}: {group} lies in two parts.</source>
        <translation>{name}，第 {line} 行：{group} 分属两个部分。</translation>
    </message>
</context>
<context>
    <name>evaluation/promotion</name>
    <message>
        <source>{name} is no evaluation as meddiag evaluate writes it ({schema}).</source>
        <translation>{name} 不是 meddiag evaluate 写出的评估结果（{schema}）。</translation>
    </message>
    <message>
        <source>{name} is too large for an evaluation.</source>
        <translation>{name} 作为评估结果过大。</translation>
    </message>
</context>
<context>
    <name>evaluation/report</name>
    <message>
        <source>DeLong 1988, patients as clusters (Obuchowski 1997), Wald</source>
        <translation>DeLong 1988，以患者为聚类（Obuchowski 1997），Wald 法</translation>
    </message>
    <message>
        <source>no interval from fewer than two patients</source>
        <translation>少于两名患者时没有区间</translation>
    </message>
    <message>
        <source>percentile bootstrap, patients drawn with replacement</source>
        <translation>百分位自助法，有放回地抽取患者</translation>
    </message>
</context>
<context>
    <name>evaluation/saliency</name>
    <message>
        <source>Choosing images</source>
        <translation>正在选取图像</translation>
    </message>
    <message>
        <source>Model {name}: the figures cannot be written into it.</source>
        <translation>模型 {name}：数据无法写入其中。</translation>
    </message>
    <message>
        <source>The lung mask {name} cannot be read.</source>
        <translation>肺掩膜 {name} 无法读取。</translation>
    </message>
    <message>
        <source>{name}: the model calls no labelled image present.</source>
        <translation>{name}：模型没有将任何已标注图像判为阳性。</translation>
    </message>
</context>
<context>
    <name>evaluation/segmentation</name>
    <message>
        <source>Outlining images</source>
        <translation>正在勾画图像</translation>
    </message>
    <message>
        <source>{name} names no mask in a column {column}.</source>
        <translation>{name} 的 {column} 列没有指明掩膜。</translation>
    </message>
</context>
<context>
    <name>evaluation/subgroups</name>
    <message>
        <source>80 and over</source>
        <translation>80 岁及以上</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>under 1</source>
        <translation>1 岁以下</translation>
    </message>
</context>
<context>
    <name>evaluation/sweep</name>
    <message>
        <source>undefined at this threshold</source>
        <translation>在此阈值下无定义</translation>
    </message>
</context>
<context>
    <name>examination/copies</name>
    <message>
        <source>Comparing look-alikes</source>
        <translation>正在比对相似图像</translation>
    </message>
    <message>
        <source>Looking for look-alikes</source>
        <translation>正在查找相似图像</translation>
    </message>
</context>
<context>
    <name>examination/examine</name>
    <message>
        <source>Checking labels and patients</source>
        <translation>正在检查标签和患者</translation>
    </message>
    <message>
        <source>{n} of {total} images cannot be read.</source>
        <translation>{total} 幅图像中有 {n} 幅无法读取。</translation>
    </message>
</context>
<context>
    <name>examination/facts</name>
    <message>
        <source>Examining images</source>
        <translation>正在检验图像</translation>
    </message>
</context>
<context>
    <name>examination/labels</name>
    <message>
        <source>Images of one study are labelled with and without {words}.</source>
        <translation>同一检查的图像既被标为有{words}，又被标为无{words}。</translation>
    </message>
    <message>
        <source>Labelled with {finding}, but looks like the images that are not.</source>
        <translation>标为有{finding}，但看起来像标为无的图像。</translation>
    </message>
    <message>
        <source>Labelled without {finding}, but looks like the images that are not.</source>
        <translation>标为无{finding}，但看起来像标为有的图像。</translation>
    </message>
    <message>
        <source>No image is labelled with {finding}.</source>
        <translation>没有图像标为有{finding}。</translation>
    </message>
    <message>
        <source>No image is labelled without {finding}.</source>
        <translation>没有图像标为无{finding}。</translation>
    </message>
    <message>
        <source>Only {n} patients are with {finding}.</source>
        <translation>有{finding}的患者只有 {n} 名。</translation>
    </message>
    <message>
        <source>Only {n} patients are without {finding}.</source>
        <translation>无{finding}的患者只有 {n} 名。</translation>
    </message>
    <message>
        <source>The column {name}</source>
        <translation>{name} 列</translation>
    </message>
    <message>
        <source>The folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>The image size</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>The kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>The manufacturer in the headers</source>
        <translation>文件头中的制造商</translation>
    </message>
    <message>
        <source>The number in the file names</source>
        <translation>文件名中的编号</translation>
    </message>
    <message>
        <source>The number of marks near the border</source>
        <translation>边缘附近的标记数</translation>
    </message>
    <message>
        <source>The pattern of the file names</source>
        <translation>文件名的格式</translation>
    </message>
    <message>
        <source>The same picture is labelled with and without {words}.</source>
        <translation>同一图片既被标为有{words}，又被标为无{words}。</translation>
    </message>
    <message>
        <source>The shape of the images</source>
        <translation>图像的长宽比</translation>
    </message>
    <message>
        <source>There is no column of labels.</source>
        <translation>没有标签列。</translation>
    </message>
    <message>
        <source>{n} images have no label for {finding}.</source>
        <translation>{n} 幅图像没有{finding}的标签。</translation>
    </message>
    <message>
        <source>{n} images seem to have text burned in: it may name the patient or give the label away.</source>
        <translation>{n} 幅图像似乎含有烧录的文字：可能暴露患者姓名或泄露标签。</translation>
    </message>
    <message>
        <source>{n} images state no {name}.</source>
        <translation>{n} 幅图像未说明 {name}。</translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation>{some}和{last}</translation>
    </message>
    <message>
        <source>{what} alone tells {finding} with an AUROC of {auroc:.2f} (Cramér's V {v:.2f}): a model may learn that instead.</source>
        <translation>仅凭{what}即可判断{finding}，AUROC 为 {auroc:.2f}（Cramér's V {v:.2f}）：模型可能学到的是它。</translation>
    </message>
</context>
<context>
    <name>examination/leaks</name>
    <message>
        <source> and </source>
        <translation> 和 </translation>
    </message>
    <message>
        <source>One patient is in two parts: {parts}.</source>
        <translation>同一患者分属两个部分：{parts}。</translation>
    </message>
    <message>
        <source>The headers name one patient, the manifest several.</source>
        <translation>文件头为同一患者，清单中却为多名患者。</translation>
    </message>
    <message>
        <source>The same picture</source>
        <translation>同一图片</translation>
    </message>
    <message>
        <source>The same picture, altered,</source>
        <translation>同一图片（经改动）</translation>
    </message>
    <message>
        <source>Two images are {how} (correlation {correlation:.3f} after alignment).</source>
        <translation>两幅图像为{how}（配准后相关系数 {correlation:.3f}）。</translation>
    </message>
    <message>
        <source>mirror images of each other</source>
        <translation>互为镜像</translation>
    </message>
    <message>
        <source>the same file</source>
        <translation>同一文件</translation>
    </message>
    <message>
        <source>the same picture, altered</source>
        <translation>同一图片（经改动）</translation>
    </message>
    <message>
        <source>the same pixels</source>
        <translation>相同像素</translation>
    </message>
    <message>
        <source>two</source>
        <translation>两</translation>
    </message>
    <message>
        <source>{n} images are {what}.</source>
        <translation>{n} 幅图像为{what}。</translation>
    </message>
    <message>
        <source>{what} is in two parts: {parts}.</source>
        <translation>{what}分属两个部分：{parts}。</translation>
    </message>
    <message>
        <source>{what} is under {number} patients.</source>
        <translation>{what}归于{number}名患者。</translation>
    </message>
</context>
<context>
    <name>examination/problems</name>
    <message>
        <source>Altered copies</source>
        <translation>经改动的副本</translation>
    </message>
    <message>
        <source>Contradicting labels</source>
        <translation>互相矛盾的标签</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Findings with few patients</source>
        <translation>患者过少的征象</translation>
    </message>
    <message>
        <source>Findings with one side only</source>
        <translation>只有单侧标签的征象</translation>
    </message>
    <message>
        <source>Labels that can be told without the picture</source>
        <translation>不看图像即可判断的标签</translation>
    </message>
    <message>
        <source>Labels that look wrong</source>
        <translation>看似错误的标签</translation>
    </message>
    <message>
        <source>Leaks between patients or parts</source>
        <translation>患者或数据部分之间的泄漏</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>Text in the picture</source>
        <translation>图像中的文字</translation>
    </message>
    <message>
        <source>Too many unreadable images</source>
        <translation>无法读取的图像过多</translation>
    </message>
    <message>
        <source>Unreadable images</source>
        <translation>无法读取的图像</translation>
    </message>
</context>
<context>
    <name>examination/source</name>
    <message>
        <source>The rule for patients does not fit the file name {stem}.</source>
        <translation>患者规则与文件名 {stem} 不匹配。</translation>
    </message>
    <message>
        <source>The rule for patients has no group, such as in person([0-9]+)_.</source>
        <translation>患者规则中没有分组，例如 person([0-9]+)_。</translation>
    </message>
    <message>
        <source>The rule for patients is no regular expression: {error}.</source>
        <translation>患者规则不是正则表达式：{error}。</translation>
    </message>
    <message>
        <source>{name} has fewer than two folders that name a class.</source>
        <translation>{name} 中以类别命名的文件夹不足两个。</translation>
    </message>
    <message>
        <source>{name} lies in no folder that names a class.</source>
        <translation>{name} 不在以类别命名的文件夹中。</translation>
    </message>
</context>
<context>
    <name>gui/actions</name>
    <message>
        <source>1 × 1</source>
        <translation>1 × 1</translation>
    </message>
    <message>
        <source>1 × 2, side by side</source>
        <translation>1 × 2，左右并排</translation>
    </message>
    <message>
        <source>1:1 pixels</source>
        <translation>1:1 像素</translation>
    </message>
    <message>
        <source>1st to 99th percentile</source>
        <translation>第1至第99百分位</translation>
    </message>
    <message>
        <source>2 × 1, one above the other</source>
        <translation>2 × 1，上下排列</translation>
    </message>
    <message>
        <source>2 × 2</source>
        <translation>2 × 2</translation>
    </message>
    <message>
        <source>2 × 3</source>
        <translation>2 × 3</translation>
    </message>
    <message>
        <source>3 × 3</source>
        <translation>3 × 3</translation>
    </message>
    <message>
        <source>A phantom, not a patient</source>
        <translation>体模，并非患者</translation>
    </message>
    <message>
        <source>About MedDiag</source>
        <translation>关于 MedDiag</translation>
    </message>
    <message>
        <source>Add what is open to the library</source>
        <translation>将已打开的内容加入检查库</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Arrow keys, with Shift</source>
        <translation>方向键，可加 Shift</translation>
    </message>
    <message>
        <source>Brush, eraser, polygon; Shift turns adding into erasing</source>
        <translation>画笔、橡皮擦、多边形；按住 Shift 由添加变为擦除</translation>
    </message>
    <message>
        <source>Cancel the model</source>
        <translation>取消模型运行</translation>
    </message>
    <message>
        <source>Cardiothoracic ratio</source>
        <translation>心胸比</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>修改它</translation>
    </message>
    <message>
        <source>Choose rows and columns…</source>
        <translation>选择行列数…</translation>
    </message>
    <message>
        <source>Clear recent files</source>
        <translation>清除最近打开的文件</translation>
    </message>
    <message>
        <source>Cobb angle</source>
        <translation>Cobb 角</translation>
    </message>
    <message>
        <source>Compare two models…</source>
        <translation>比较两个模型…</translation>
    </message>
    <message>
        <source>Compare with an earlier study</source>
        <translation>与既往检查比较</translation>
    </message>
    <message>
        <source>Copy all values</source>
        <translation>复制所有数值</translation>
    </message>
    <message>
        <source>Copy all values as CSV</source>
        <translation>以 CSV 复制所有数值</translation>
    </message>
    <message>
        <source>Copy the view</source>
        <translation>复制视图</translation>
    </message>
    <message>
        <source>Corner texts</source>
        <translation>角标文字</translation>
    </message>
    <message>
        <source>Ctrl and drag</source>
        <translation>Ctrl 加拖动</translation>
    </message>
    <message>
        <source>Ctrl and wheel</source>
        <translation>Ctrl 加滚轮</translation>
    </message>
    <message>
        <source>DICOM tags…</source>
        <translation>DICOM 标签…</translation>
    </message>
    <message>
        <source>De-identify files…</source>
        <translation>文件去标识化…</translation>
    </message>
    <message>
        <source>Delete all of this image</source>
        <translation>删除本图像的全部测量</translation>
    </message>
    <message>
        <source>Delete the selected measurement</source>
        <translation>删除所选测量</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Drag a measurement, its handles or its label</source>
        <translation>拖动测量、控制点或标签</translation>
    </message>
    <message>
        <source>Drag a series from the list</source>
        <translation>从列表中拖动序列</translation>
    </message>
    <message>
        <source>Drag, left or right button</source>
        <translation>用左键或右键拖动</translation>
    </message>
    <message>
        <source>Drag, middle button or Space</source>
        <translation>用中键或空格键拖动</translation>
    </message>
    <message>
        <source>Drop files, a folder or a ZIP archive</source>
        <translation>拖入文件、文件夹或 ZIP 压缩包</translation>
    </message>
    <message>
        <source>Edit the lung fields by hand</source>
        <translation>手动编辑肺野</translation>
    </message>
    <message>
        <source>Editing lungs: B, E, P</source>
        <translation>编辑肺野：B、E、P</translation>
    </message>
    <message>
        <source>Editing lungs: [ and ], Ctrl and wheel</source>
        <translation>编辑肺野：[ 和 ]，Ctrl 加滚轮</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Examine data…</source>
        <translation>检验数据…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>First image of the series</source>
        <translation>序列的第一幅图像</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Fit to window, or 1:1</source>
        <translation>适合窗口，或 1:1</translation>
    </message>
    <message>
        <source>Flip left–right</source>
        <translation>左右翻转</translation>
    </message>
    <message>
        <source>Flip top–bottom</source>
        <translation>上下翻转</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>全范围</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Go quickly through a series</source>
        <translation>快速浏览序列</translation>
    </message>
    <message>
        <source>Go through a series; else zoom to the pointer</source>
        <translation>浏览序列；否则以指针为中心缩放</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>How far the map can be trusted…</source>
        <translation>影响图的可信程度…</translation>
    </message>
    <message>
        <source>Import a folder into the library…</source>
        <translation>将文件夹导入检查库…</translation>
    </message>
    <message>
        <source>Import into the library…</source>
        <translation>导入检查库…</translation>
    </message>
    <message>
        <source>Import patients' records…</source>
        <translation>导入患者记录…</translation>
    </message>
    <message>
        <source>In copies, pictures and captures</source>
        <translation>用于复制、图片和捕获</translation>
    </message>
    <message>
        <source>In copies, pictures and captures; off when the program starts</source>
        <translation>用于复制、图片和捕获；程序启动时关闭</translation>
    </message>
    <message>
        <source>In three planes: double click</source>
        <translation>三平面中：双击</translation>
    </message>
    <message>
        <source>In three planes: drag, left button</source>
        <translation>三平面中：左键拖动</translation>
    </message>
    <message>
        <source>Influence map</source>
        <translation>影响图</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Its result stays hidden until you have committed your own opinion</source>
        <translation>在您提交自己的意见之前，模型结果保持隐藏</translation>
    </message>
    <message>
        <source>Judge many images…</source>
        <translation>批量判读图像…</translation>
    </message>
    <message>
        <source>Keep the tool after one measurement</source>
        <translation>测量一次后保留工具</translation>
    </message>
    <message>
        <source>Keep the tool until Esc</source>
        <translation>保留工具直到按 Esc</translation>
    </message>
    <message>
        <source>Key image</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>Key of a measuring tool, twice</source>
        <translation>测量工具的快捷键，按两次</translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>键盘和鼠标</translation>
    </message>
    <message>
        <source>Last image of the series</source>
        <translation>序列的最后一幅图像</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>检查库</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Link scrolling by place in the patient</source>
        <translation>按患者体内位置联动滚动</translation>
    </message>
    <message>
        <source>Link scrolling from these images on</source>
        <translation>从当前图像起联动滚动</translation>
    </message>
    <message>
        <source>Link window</source>
        <translation>联动窗宽窗位</translation>
    </message>
    <message>
        <source>Link zoom and position</source>
        <translation>联动缩放和位置</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>锁定窗口</translation>
    </message>
    <message>
        <source>Lung fields</source>
        <translation>肺野</translation>
    </message>
    <message>
        <source>Lung fields back to the model's</source>
        <translation>肺野恢复为模型结果</translation>
    </message>
    <message>
        <source>Lung fields filled</source>
        <translation>填充肺野</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Move the cross-hair; the right button sets the window</source>
        <translation>移动十字线；右键调节窗宽窗位</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>Move the selected measurement by 1 pixel, by 10</source>
        <translation>将所选测量移动1像素，或10像素</translation>
    </message>
    <message>
        <source>Next image of the key object selection</source>
        <translation>关键对象选择的下一幅图像</translation>
    </message>
    <message>
        <source>Next image of the series</source>
        <translation>序列的下一幅图像</translation>
    </message>
    <message>
        <source>Next method of the map</source>
        <translation>下一种影响图方法</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一个图像窗格</translation>
    </message>
    <message>
        <source>Next projection of the slab</source>
        <translation>下一种层块投影</translation>
    </message>
    <message>
        <source>Next series</source>
        <translation>下一个序列</translation>
    </message>
    <message>
        <source>Next unread study</source>
        <translation>下一个未读检查</translation>
    </message>
    <message>
        <source>On another screen, where there is one</source>
        <translation>若有其他屏幕，则显示在其上</translation>
    </message>
    <message>
        <source>One plane alone, or all three</source>
        <translation>单独一个平面，或全部三个</translation>
    </message>
    <message>
        <source>Only the active picture</source>
        <translation>仅当前图像窗格</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open it in the picture where it is dropped</source>
        <translation>在放下处的图像窗格中打开</translation>
    </message>
    <message>
        <source>Open the demo CT</source>
        <translation>打开演示 CT</translation>
    </message>
    <message>
        <source>Open the demo study</source>
        <translation>打开演示检查</translation>
    </message>
    <message>
        <source>Open them</source>
        <translation>打开它们</translation>
    </message>
    <message>
        <source>Overlay planes of the file</source>
        <translation>文件的叠加层</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Picture before</source>
        <translation>上一个图像窗格</translation>
    </message>
    <message>
        <source>Pictures in a window of their own</source>
        <translation>图像显示在单独窗口</translation>
    </message>
    <message>
        <source>Planes</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play faster</source>
        <translation>加快播放</translation>
    </message>
    <message>
        <source>Play more slowly</source>
        <translation>放慢播放</translation>
    </message>
    <message>
        <source>Point value</source>
        <translation>点值</translation>
    </message>
    <message>
        <source>Polygon, or by hand</source>
        <translation>多边形，或手绘</translation>
    </message>
    <message>
        <source>Previous image of the series</source>
        <translation>序列的上一幅图像</translation>
    </message>
    <message>
        <source>Previous series</source>
        <translation>上一个序列</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Read before the model</source>
        <translation>先于模型阅片</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reference lines</source>
        <translation>参考线</translation>
    </message>
    <message>
        <source>Reset view and window</source>
        <translation>重置视图和窗宽窗位</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Results of others</source>
        <translation>外来结果</translation>
    </message>
    <message>
        <source>Retrain</source>
        <translation>再训练</translation>
    </message>
    <message>
        <source>Rotate left 90°</source>
        <translation>向左旋转 90°</translation>
    </message>
    <message>
        <source>Rotate right 90°</source>
        <translation>向右旋转 90°</translation>
    </message>
    <message>
        <source>Run on every image opened</source>
        <translation>打开图像时自动运行</translation>
    </message>
    <message>
        <source>Run the model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>Save the lung fields as DICOM Segmentation…</source>
        <translation>将肺野保存为 DICOM 分割…</translation>
    </message>
    <message>
        <source>Save the lung fields as PNG mask…</source>
        <translation>将肺野保存为 PNG 掩膜…</translation>
    </message>
    <message>
        <source>Save the series as 16-bit PNG…</source>
        <translation>将序列保存为 16 位 PNG…</translation>
    </message>
    <message>
        <source>Save the series as NIfTI…</source>
        <translation>将序列保存为 NIfTI…</translation>
    </message>
    <message>
        <source>Save the view as DICOM Secondary Capture…</source>
        <translation>将视图保存为 DICOM 二次捕获…</translation>
    </message>
    <message>
        <source>Save the view as PNG…</source>
        <translation>将视图保存为 PNG…</translation>
    </message>
    <message>
        <source>Segmentations, structures, presentation states, marks of reports</source>
        <translation>分割、结构、显示状态、报告中的标记</translation>
    </message>
    <message>
        <source>Select the next measurement, the one before</source>
        <translation>选择下一个测量，上一个测量</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Series list</source>
        <translation>序列列表</translation>
    </message>
    <message>
        <source>Show measurements</source>
        <translation>显示测量</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签发</translation>
    </message>
    <message>
        <source>Sign, and open the next unread</source>
        <translation>签发，并打开下一个未读检查</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab、Shift+Tab</translation>
    </message>
    <message>
        <source>Test the score on altered copies</source>
        <translation>用变动副本检验评分</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>The file's further windows</source>
        <translation>文件的其他窗宽窗位</translation>
    </message>
    <message>
        <source>The file's own window</source>
        <translation>文件自带的窗宽窗位</translation>
    </message>
    <message>
        <source>The same phantom as slices</source>
        <translation>同一体模的断层图像</translation>
    </message>
    <message>
        <source>Thicker slab</source>
        <translation>增加层块厚度</translation>
    </message>
    <message>
        <source>Thinner slab</source>
        <translation>减小层块厚度</translation>
    </message>
    <message>
        <source>Three planes (MPR)</source>
        <translation>三平面（MPR）</translation>
    </message>
    <message>
        <source>To the verdict</source>
        <translation>转到判读结论</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗宽窗位</translation>
    </message>
    <message>
        <source>Window: right is wider, up is brighter</source>
        <translation>窗宽窗位：向右变宽，向上变亮</translation>
    </message>
    <message>
        <source>With marks, maps and corner texts</source>
        <translation>包含标记、影响图和角标文字</translation>
    </message>
    <message>
        <source>With the texts that name the patient</source>
        <translation>包含标识患者的文字</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>工作列表</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
</context>
<context>
    <name>gui/batch</name>
    <message>
        <source>Absent</source>
        <translation>阴性</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All open images</source>
        <translation>所有已打开的图像</translation>
    </message>
    <message>
        <source>Another window of MedDiag is judging images; wait for it or stop it there.</source>
        <translation>另一个 MedDiag 窗口正在批量判读；请等待其完成，或在那里停止。</translation>
    </message>
    <message>
        <source>Batch: {progress}</source>
        <translation>批量：{progress}</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a folder, files, or all images that are open. The image you read always goes first.</source>
        <translation>请选择文件夹、文件或所有已打开的图像。您正在阅读的图像始终优先。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Files …</source>
        <translation>文件 …</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>征象</translation>
    </message>
    <message>
        <source>Folder …</source>
        <translation>文件夹 …</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Judge all files of a folder</source>
        <translation>判读文件夹中的所有文件</translation>
    </message>
    <message>
        <source>Judge files</source>
        <translation>判读文件</translation>
    </message>
    <message>
        <source>Judge many images – MedDiag</source>
        <translation>批量判读图像 – MedDiag</translation>
    </message>
    <message>
        <source>Listing the files …</source>
        <translation>正在列出文件 …</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>工作点</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>阳性</translation>
    </message>
    <message>
        <source>Present first, by probability; then uncertain, absent, refused, failed. What is refused or failed was judged by no model. Click a line to open its image. Research use only, not for diagnosis.</source>
        <translation>阳性按概率排在最前，其后依次为不确定、阴性、拒绝、失败。被拒绝或失败的图像未经任何模型判定。单击一行可打开其图像。仅供研究使用，不用于诊断。</translation>
    </message>
    <message>
        <source>Reason or reservation</source>
        <translation>原因或保留意见</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Save CSV …</source>
        <translation>保存 CSV …</translation>
    </message>
    <message>
        <source>Save JSON …</source>
        <translation>保存 JSON …</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>The latest batch is kept. Go on with it, or choose something else.</source>
        <translation>上一批任务已保留。可继续该任务，或另选其他。</translation>
    </message>
    <message>
        <source>There is no file in the folder.</source>
        <translation>文件夹中没有文件。</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>显示哪些行</translation>
    </message>
    <message>
        <source>judging the images</source>
        <translation>批量判读图像</translation>
    </message>
    <message>
        <source>{counted}, paused</source>
        <translation>{counted}，已暂停</translation>
    </message>
    <message>
        <source>{counted}, stopped</source>
        <translation>{counted}，已停止</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done}/{total}</translation>
    </message>
    <message>
        <source>{model} refused it.</source>
        <translation>{model} 拒绝了该图像。</translation>
    </message>
    <message>
        <source>{name}: probability {p}. {call}</source>
        <translation>{name}：概率 {p}。{call}</translation>
    </message>
    <message>
        <source>{n} files, all done</source>
        <translation>{n} 个文件，全部完成</translation>
    </message>
</context>
<context>
    <name>gui/cine</name>
    <message>
        <source>{reached:.0f} of {wanted:.3g}/s</source>
        <translation>{reached:.0f}/{wanted:.3g} 帧/秒</translation>
    </message>
</context>
<context>
    <name>gui/deidentify</name>
    <message>
        <source>Ages above 90 become 90</source>
        <translation>90岁以上一律记为90岁</translation>
    </message>
    <message>
        <source>Clean descriptions and keep them</source>
        <translation>清理描述文字并保留</translation>
    </message>
    <message>
        <source>Clean reports and keep them</source>
        <translation>清理报告并保留</translation>
    </message>
    <message>
        <source>Dates and times</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>De-identify files – MedDiag</source>
        <translation>文件去标识化 – MedDiag</translation>
    </message>
    <message>
        <source>Delete the region</source>
        <translation>删除该区域</translation>
    </message>
    <message>
        <source>Else reports are left out</source>
        <translation>否则不输出报告</translation>
    </message>
    <message>
        <source>Folder for the de-identified files</source>
        <translation>存放去标识化文件的文件夹</translation>
    </message>
    <message>
        <source>Folder with the originals</source>
        <translation>存放原始文件的文件夹</translation>
    </message>
    <message>
        <source>From …</source>
        <translation>从 …</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep UIDs</source>
        <translation>保留 UID</translation>
    </message>
    <message>
        <source>Keep age, sex, size and weight</source>
        <translation>保留年龄、性别、身高和体重</translation>
    </message>
    <message>
        <source>Keep the device</source>
        <translation>保留设备信息</translation>
    </message>
    <message>
        <source>Keep the institution</source>
        <translation>保留机构信息</translation>
    </message>
    <message>
        <source>Name, address, department</source>
        <translation>名称、地址、科室</translation>
    </message>
    <message>
        <source>Nothing waits any more.</source>
        <translation>没有等待处理的文件了。</translation>
    </message>
    <message>
        <source>Only words of medicine stay in them</source>
        <translation>其中只保留医学词语</translation>
    </message>
    <message>
        <source>Originals are never changed. Names, numbers, dates and texts leave the header, writing is covered in the pixels, and what is in doubt waits here for your eyes before it is written.</source>
        <translation>原始文件绝不更改。姓名、号码、日期和文字从文件头中去除，像素中的文字被遮盖，存疑之处在写出前于此等待您过目。</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Shift by days of each patient's own</source>
        <translation>按每位患者各自的天数平移</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Station, serial numbers, detector</source>
        <translation>工作站、序列号、探测器</translation>
    </message>
    <message>
        <source>Stopped. What was written is whole; starting again goes on from there.</source>
        <translation>已停止。已写出的文件完整无缺；再次开始将从此处继续。</translation>
    </message>
    <message>
        <source>To …</source>
        <translation>到 …</translation>
    </message>
    <message>
        <source>Whoever has the originals can match them</source>
        <translation>拥有原始文件者可以对应还原</translation>
    </message>
    <message>
        <source>Write with these regions covered</source>
        <translation>遮盖这些区域后写出</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未输出</translation>
    </message>
    <message>
        <source>reading the picture</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <source>taking out identities</source>
        <translation>正在去除身份信息</translation>
    </message>
    <message>
        <source>waits for a look</source>
        <translation>等待过目</translation>
    </message>
    <message>
        <source>writing the file</source>
        <translation>正在写文件</translation>
    </message>
    <message>
        <source>written</source>
        <translation>已写出</translation>
    </message>
    <message>
        <source>written before</source>
        <translation>先前已写出</translation>
    </message>
    <message>
        <source>{doing} {done} of {total}</source>
        <translation>{doing} {done}/{total}</translation>
    </message>
    <message>
        <source>{n} file is written.</source>
        <translation>已写出 {n} 个文件。</translation>
    </message>
    <message>
        <source>{n} files are written.</source>
        <translation>已写出 {n} 个文件。</translation>
    </message>
    <message>
        <source>{n} wait for a look.</source>
        <translation>{n} 个等待过目。</translation>
    </message>
    <message>
        <source>{n} waits for a look.</source>
        <translation>{n} 个等待过目。</translation>
    </message>
    <message>
        <source>{source}  to  {target}</source>
        <translation>{source} 至 {target}</translation>
    </message>
</context>
<context>
    <name>gui/evaluation</name>
    <message>
        <source>A model that scores and one that outlines cannot be compared.</source>
        <translation>给出评分的模型与勾画轮廓的模型无法比较。</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>All checks are passed.</source>
        <translation>所有检验均已通过。</translation>
    </message>
    <message>
        <source>All errors</source>
        <translation>所有错误</translation>
    </message>
    <message>
        <source>Blue: the model’s outline; orange: the true one. The least Dice first. Click one to read it.</source>
        <translation>蓝色：模型的轮廓；橙色：真实轮廓。Dice 最低者在先。单击可打开阅片。</translation>
    </message>
    <message>
        <source>Both are evaluated on the labelled set that is chosen above; take the locked test part of the training run. The margin is the loss that you accept: choose it before you run.</source>
        <translation>二者均在上方所选的标注数据集上评估；请取用训练中锁定的测试部分。界值是您可接受的损失：请在运行前选定。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Challenger</source>
        <translation>挑战模型</translation>
    </message>
    <message>
        <source>Champion</source>
        <translation>现任模型</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Checklists and report</source>
        <translation>核对清单与报告</translation>
    </message>
    <message>
        <source>Choose a model and a labelled set: a manifest (CSV: path, patient_id, one column a finding, or of masks), or a folder that holds one folder a class. What was evaluated before opens at once.</source>
        <translation>请选择模型和标注数据集：清单（CSV：path、patient_id，每种征象或掩膜一列），或每个类别一个子文件夹的文件夹。先前评估过的可立即打开。</translation>
    </message>
    <message>
        <source>Choose another model, or a reader’s column of the labelled set (0, 1 or empty). The margin is the loss that you accept: choose it before you look.</source>
        <translation>请选择另一个模型，或标注数据集中某位阅片者的列（0、1 或空）。界值是您可接受的损失：请在查看前选定。</translation>
    </message>
    <message>
        <source>Choose the labelled set first, best the test part of the training run.</source>
        <translation>请先选择标注数据集，最好是训练的测试部分。</translation>
    </message>
    <message>
        <source>Choose the labelled set of this run first: its folder holds no manifest.</source>
        <translation>请先选择此次训练的标注数据集：其文件夹中没有清单。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>正在比较 …</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluate a model that scores first.</source>
        <translation>请先评估一个给出评分的模型。</translation>
    </message>
    <message>
        <source>Evaluate on a manifest</source>
        <translation>在清单上评估</translation>
    </message>
    <message>
        <source>Evaluate on folders named after what their images show</source>
        <translation>在以图像内容命名的文件夹上评估</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>失败。</translation>
    </message>
    <message>
        <source>False negatives</source>
        <translation>假阴性</translation>
    </message>
    <message>
        <source>False positives</source>
        <translation>假阳性</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Folder by class …</source>
        <translation>按类别的文件夹 …</translation>
    </message>
    <message>
        <source>Folder of the training run whose test part is taken</source>
        <translation>取用其测试部分的训练文件夹</translation>
    </message>
    <message>
        <source>Going live</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>In the evaluation: {n} images scored, {refused} refused, {agreed} of the calls right.</source>
        <translation>评估中：{n} 幅图像得到评分，{refused} 幅被拒绝，{agreed} 的判定正确。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Keeping …</source>
        <translation>正在保存 …</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Looking for what is kept …</source>
        <translation>正在查找已保存的内容 …</translation>
    </message>
    <message>
        <source>Manifest …</source>
        <translation>清单 …</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>界值</translation>
    </message>
    <message>
        <source>Model's operating point</source>
        <translation>模型的工作点</translation>
    </message>
    <message>
        <source>Name images in the report</source>
        <translation>在报告中列出图像名称</translation>
    </message>
    <message>
        <source>Nobody has put another model live here.</source>
        <translation>此处尚无人启用其他模型。</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Put live</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Put live all the same</source>
        <translation>仍然启用</translation>
    </message>
    <message>
        <source>Put {n} failed check aside</source>
        <translation>搁置 {n} 项未通过的检验</translation>
    </message>
    <message>
        <source>Put {n} failed checks aside</source>
        <translation>搁置 {n} 项未通过的检验</translation>
    </message>
    <message>
        <source>Read live scores from the library</source>
        <translation>从检查库读取实际评分</translation>
    </message>
    <message>
        <source>Reader: {column}</source>
        <translation>阅片者：{column}</translation>
    </message>
    <message>
        <source>Reason; kept in the history</source>
        <translation>理由；保存在历史记录中</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Refused by the input gate</source>
        <translation>被输入门控拒绝</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Right by readers</source>
        <translation>阅片者认定正确</translation>
    </message>
    <message>
        <source>Run both</source>
        <translation>运行二者</translation>
    </message>
    <message>
        <source>Save as HTML …</source>
        <translation>另存为 HTML …</translation>
    </message>
    <message>
        <source>Save as JSON …</source>
        <translation>另存为 JSON …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>另存为 PDF …</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Scored</source>
        <translation>已评分</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Scores: excess of the population stability index over chance, against the evaluation set; {watch} is worth watching, {changed} a change. Refusals and agreement: share of the week against that of the evaluation set; “changed” where the whole 95 % interval of the difference lies on the worse side. A week needs {least} images. A change says that something is different (patients, machines, disease), not that the model is worse: look at the agreement.</source>
        <translation>评分：群体稳定性指数相对于评估集超出偶然的部分；{watch} 值得留意，{changed} 为有变化。拒绝率和一致性：该周的比例与评估集的比例对照；差值的整个 95 % 区间位于较差一侧时为“有变化”。一周至少需要 {least} 幅图像。有变化表示情况不同（患者、设备、疾病），不表示模型变差：请看一致性。</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Stability index</source>
        <translation>稳定性指数</translation>
    </message>
    <message>
        <source>Take only the images that a training run locked away as its test part</source>
        <translation>只取训练锁定为测试部分的图像</translation>
    </message>
    <message>
        <source>Take the last decision back</source>
        <translation>撤回上一决定</translation>
    </message>
    <message>
        <source>Test part of a run …</source>
        <translation>某次训练的测试部分 …</translation>
    </message>
    <message>
        <source>The evaluation scored no image: there is nothing to compare with.</source>
        <translation>该评估没有为任何图像评分：没有可对照的内容。</translation>
    </message>
    <message>
        <source>The library holds no score of {model} for this finding yet.</source>
        <translation>检查库中尚无 {model} 对该征象的评分。</translation>
    </message>
    <message>
        <source>There is no other model of this task, and the labelled set has no reader’s column.</source>
        <translation>没有同一任务的其他模型，标注数据集也没有阅片者的列。</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Week of</source>
        <translation>周始于</translation>
    </message>
    <message>
        <source>Week of {begins}: scores {scores}; refusals {refusals}; agreement with readers {agrees}.</source>
        <translation>{begins} 起的一周：评分 {scores}；拒绝 {refusals}；与阅片者的一致性 {agrees}。</translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation>时间（UTC）</translation>
    </message>
    <message>
        <source>Which errors are shown</source>
        <translation>显示哪些错误</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>Worst errors</source>
        <translation>最严重的错误</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>as in the evaluation</source>
        <translation>与评估相同</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>有变化</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>no labelled set</source>
        <translation>没有标注数据集</translation>
    </message>
    <message>
        <source>p (KS)</source>
        <translation>p（KS）</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>too few to say</source>
        <translation>过少，无法判断</translation>
    </message>
    <message>
        <source>watch</source>
        <translation>留意</translation>
    </message>
    <message>
        <source>{finding}, {model}, in use</source>
        <translation>{finding}，{model}，在用</translation>
    </message>
    <message>
        <source>{labelled}, test part of {run}</source>
        <translation>{labelled}，{run} 的测试部分</translation>
    </message>
    <message>
        <source>{model} on {labelled}: {judged} images judged, {refused} refused, {failed} failed; evaluated {when} (UTC).</source>
        <translation>{model}，数据 {labelled}：判读 {judged} 幅图像，拒绝 {refused}，失败 {failed}；评估于 {when}（UTC）。</translation>
    </message>
    <message>
        <source>{new} beside {old}</source>
        <translation>{new} 与 {old} 对照</translation>
    </message>
    <message>
        <source>{n} check failed.</source>
        <translation>{n} 项检验未通过。</translation>
    </message>
    <message>
        <source>{n} checks failed.</source>
        <translation>{n} 项检验未通过。</translation>
    </message>
    <message>
        <source>{n} wrong calls of {finding} at the threshold {threshold}, the worst first (at most {most} drawn), with what influenced the score. Click one to read it.</source>
        <translation>在阈值 {threshold} 处{finding}的 {n} 个错误判定，最严重者在先（最多绘制 {most} 个），并显示影响评分之处。单击可打开阅片。</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>“Too few”: fewer than {n} images with, or without, the finding.</source>
        <translation>“过少”：有或无该征象的图像少于 {n} 幅。</translation>
    </message>
</context>
<context>
    <name>gui/examination</name>
    <message>
        <source>Choose a manifest (CSV: path, patient_id, one column a finding), or a folder that holds one folder a class. Every image is decoded once; nothing is changed.</source>
        <translation>请选择清单（CSV：path、patient_id，每种征象一列），或每个类别一个子文件夹的文件夹。每幅图像解码一次；不作任何更改。</translation>
    </message>
    <message>
        <source>Examine a manifest</source>
        <translation>检验清单</translation>
    </message>
    <message>
        <source>Examine data for training – MedDiag</source>
        <translation>检验训练数据 – MedDiag</translation>
    </message>
    <message>
        <source>Examine folders named after what their images show</source>
        <translation>检验以图像内容命名的文件夹</translation>
    </message>
    <message>
        <source>Examining {name} …</source>
        <translation>正在检验 {name} …</translation>
    </message>
    <message>
        <source>Manifest (*.csv)</source>
        <translation>清单 (*.csv)</translation>
    </message>
    <message>
        <source>Nothing stands in the way of training.</source>
        <translation>没有妨碍训练的问题。</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Save manifest …</source>
        <translation>保存清单 …</translation>
    </message>
    <message>
        <source>Save report …</source>
        <translation>保存报告 …</translation>
    </message>
    <message>
        <source>Save the manifest</source>
        <translation>保存清单</translation>
    </message>
    <message>
        <source>examining the data</source>
        <translation>检验数据</translation>
    </message>
    <message>
        <source>patient {id}; {labels}</source>
        <translation>患者 {id}；{labels}</translation>
    </message>
    <message>
        <source>reading the pictures</source>
        <translation>读取图像</translation>
    </message>
    <message>
        <source>{images} images of {patients} patients, {readable} readable.</source>
        <translation>{patients} 名患者的 {images} 幅图像，其中 {readable} 幅可读。</translation>
    </message>
    <message>
        <source>{kind} – stops training</source>
        <translation>{kind} – 妨碍训练</translation>
    </message>
    <message>
        <source>{name}: {present} images with it ({present_patients} patients), {absent} without ({absent_patients}).</source>
        <translation>{name}：有该征象的图像 {present} 幅（{present_patients} 名患者），无该征象的 {absent} 幅（{absent_patients} 名患者）。</translation>
    </message>
    <message>
        <source>{n} problem must be mended before a training can start.</source>
        <translation>必须先解决 {n} 个问题才能开始训练。</translation>
    </message>
    <message>
        <source>{n} problems must be mended before a training can start.</source>
        <translation>必须先解决 {n} 个问题才能开始训练。</translation>
    </message>
</context>
<context>
    <name>gui/exporting</name>
    <message>
        <source>, frame {n}</source>
        <translation>，第 {n} 帧</translation>
    </message>
    <message>
        <source>All as pictures, in the file's own window, without texts</source>
        <translation>全部存为图片，使用文件自带的窗宽窗位，不含文字</translation>
    </message>
    <message>
        <source>As a key object selection that other workstations read</source>
        <translation>存为其他工作站可读取的关键对象选择</translation>
    </message>
    <message>
        <source>DICOM (*.dcm)</source>
        <translation>DICOM (*.dcm)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>KEY IMAGES</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>Key images</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>NIfTI (*.nii.gz *.nii)</source>
        <translation>NIfTI (*.nii.gz *.nii)</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save DICOM…</source>
        <translation>保存 DICOM…</translation>
    </message>
    <message>
        <source>Save PNGs…</source>
        <translation>保存 PNG…</translation>
    </message>
    <message>
        <source>Save as Secondary Capture</source>
        <translation>保存为二次捕获</translation>
    </message>
    <message>
        <source>Save the key images</source>
        <translation>保存关键图像</translation>
    </message>
    <message>
        <source>Save the key images into an empty folder</source>
        <translation>将关键图像保存到空文件夹</translation>
    </message>
    <message>
        <source>Save the series into an empty folder</source>
        <translation>将序列保存到空文件夹</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Save the volume</source>
        <translation>保存容积数据</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>已保存：{name}</translation>
    </message>
    <message>
        <source>Writing was stopped.</source>
        <translation>写入已停止。</translation>
    </message>
    <message>
        <source>Writing {name} …</source>
        <translation>正在写入 {name} …</translation>
    </message>
    <message>
        <source>keeping the key images</source>
        <translation>保存关键图像</translation>
    </message>
    <message>
        <source>reading the key images</source>
        <translation>读取关键图像</translation>
    </message>
    <message>
        <source>writing {name}</source>
        <translation>写入 {name}</translation>
    </message>
</context>
<context>
    <name>gui/findings</name>
    <message>
        <source> in 100</source>
        <translation> /100例</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>(band {low} to {high})</source>
        <translation>（区间 {low} 至 {high}）</translation>
    </message>
    <message>
        <source>({probability:.4f} against {point:.4f})</source>
        <translation>（{probability:.4f} 对 {point:.4f}）</translation>
    </message>
    <message>
        <source>, uncertain from {low} to below {high}</source>
        <translation>，{low} 至 {high} 以下为不确定</translation>
    </message>
    <message>
        <source>Absent: below {point}</source>
        <translation>阴性：低于{point}</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>At a prevalence of {prevalence:.3g} %: PPV {ppv}, NPV {npv}, {alarms:.1f} false alarms in 100 patients</source>
        <translation>患病率为 {prevalence:.3g} % 时：PPV {ppv}，NPV {npv}，每100名患者有 {alarms:.1f} 例假阳性</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>不确定区间</translation>
    </message>
    <message>
        <source>Body part</source>
        <translation>身体部位</translation>
    </message>
    <message>
        <source>Colours of the influence map, from none to strong</source>
        <translation>影响图的颜色，由无到强</translation>
    </message>
    <message>
        <source>Conformal set: {parts} coverage</source>
        <translation>共形集合（按覆盖率）：{parts}</translation>
    </message>
    <message>
        <source>FINDINGS</source>
        <translation>征象</translation>
    </message>
    <message>
        <source>False alarms at most</source>
        <translation>假阳性不多于</translation>
    </message>
    <message>
        <source>Give a name and a reason first</source>
        <translation>请先填写姓名和理由</translation>
    </message>
    <message>
        <source>Give a name and a reason first; both are kept in the history.</source>
        <translation>请先填写姓名和理由；二者都将保存在历史记录中。</translation>
    </message>
    <message>
        <source>In force: {point} ({whose})</source>
        <translation>当前有效：{point}（{whose}）</translation>
    </message>
    <message>
        <source>Input gate overridden: this score means nothing that was measured.</source>
        <translation>已越过输入门控：该评分没有任何测定依据。</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model running … {doing}</source>
        <translation>模型运行中 … {doing}</translation>
    </message>
    <message>
        <source>No image is open.</source>
        <translation>没有打开的图像。</translation>
    </message>
    <message>
        <source>No score</source>
        <translation>无评分</translation>
    </message>
    <message>
        <source>No uncertain band</source>
        <translation>无不确定区间</translation>
    </message>
    <message>
        <source>Not for: {exclusions}</source>
        <translation>不适用于：{exclusions}</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>OPERATING POINT</source>
        <translation>工作点</translation>
    </message>
    <message>
        <source>Of 100 such images with this score, {about} showed it when the model was calibrated.</source>
        <translation>在模型校准时，每100幅得此评分的图像中，{about}幅确有该征象。</translation>
    </message>
    <message>
        <source>Of the active picture: {image}</source>
        <translation>当前图像窗格：{image}</translation>
    </message>
    <message>
        <source>Operating point and reliability …</source>
        <translation>工作点与可靠性 …</translation>
    </message>
    <message>
        <source>Operating point {point}</source>
        <translation>工作点 {point}</translation>
    </message>
    <message>
        <source>Override the gate</source>
        <translation>越过输入门控</translation>
    </message>
    <message>
        <source>Population: {population}</source>
        <translation>适用人群：{population}</translation>
    </message>
    <message>
        <source>Present: at or above {point}</source>
        <translation>阳性：达到或高于{point}</translation>
    </message>
    <message>
        <source>Prevalence here</source>
        <translation>本机构患病率</translation>
    </message>
    <message>
        <source>Probability {probability:.2f} on a scale from 0 to 1, operating point {point:.2f}</source>
        <translation>概率 {probability:.2f}（刻度 0 至 1），工作点 {point:.2f}</translation>
    </message>
    <message>
        <source>RELIABILITY</source>
        <translation>可靠性</translation>
    </message>
    <message>
        <source>RESERVATIONS</source>
        <translation>保留意见</translation>
    </message>
    <message>
        <source>Reliability diagram: {points}</source>
        <translation>可靠性图：{points}</translation>
    </message>
    <message>
        <source>Rule out 99 %, in 99 %</source>
        <translation>排除 99 %，确认 99 %</translation>
    </message>
    <message>
        <source>Rule out 99 %, rule in 95 %</source>
        <translation>排除 99 %，确认 95 %</translation>
    </message>
    <message>
        <source>Run again with this</source>
        <translation>以此重新运行</translation>
    </message>
    <message>
        <source>Score it all the same …</source>
        <translation>仍然评分 …</translation>
    </message>
    <message>
        <source>Scoring altered copies …</source>
        <translation>正在为变动副本评分 …</translation>
    </message>
    <message>
        <source>Sensitivity at least</source>
        <translation>灵敏度不低于</translation>
    </message>
    <message>
        <source>Sensitivity {sensitivity}, specificity {specificity} on the model's validation images</source>
        <translation>在模型的验证图像上，灵敏度 {sensitivity}，特异度 {specificity}</translation>
    </message>
    <message>
        <source>Shift, scale, turn and mirror the picture a little, and score it again (Shift+M)</source>
        <translation>将图像略作平移、缩放、旋转和镜像后重新评分（Shift+M）</translation>
    </message>
    <message>
        <source>Specificity at least</source>
        <translation>特异度不低于</translation>
    </message>
    <message>
        <source>Test on altered copies</source>
        <translation>用变动副本检验</translation>
    </message>
    <message>
        <source>The model has not been run.</source>
        <translation>模型尚未运行。</translation>
    </message>
    <message>
        <source>The model was cancelled; there is no score for this image.</source>
        <translation>模型已取消；此图像没有评分。</translation>
    </message>
    <message>
        <source>The model's result is hidden until you have committed your own opinion.</source>
        <translation>在您提交自己的意见之前，模型结果保持隐藏。</translation>
    </message>
    <message>
        <source>The score will be marked as overridden wherever it is shown, and the log keeps who did it.</source>
        <translation>该评分在各处显示时都将标注为已越过门控，并在日志中记录操作者。</translation>
    </message>
    <message>
        <source>This image is outside what the model was made for:</source>
        <translation>此图像超出模型的适用范围：</translation>
    </message>
    <message>
        <source>This model keeps no validation scores, so its point cannot be chosen anew.</source>
        <translation>该模型未保留验证评分，因此无法另选工作点。</translation>
    </message>
    <message>
        <source>This model was published without a reliability diagram.</source>
        <translation>该模型发布时未附可靠性图。</translation>
    </message>
    <message>
        <source>Uncertain: too near {point} to call</source>
        <translation>不确定：过于接近{point}，无法判定</translation>
    </message>
    <message>
        <source>Undo last change</source>
        <translation>撤销上次更改</translation>
    </message>
    <message>
        <source>WHY THE GATE REFUSED</source>
        <translation>门控拒绝的原因</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Where the file is silent, you can say:</source>
        <translation>文件中未说明的内容，您可以补充：</translation>
    </message>
    <message>
        <source>about {n}</source>
        <translation>约{n}</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>阴性</translation>
    </message>
    <message>
        <source>fewer than 1</source>
        <translation>不足1</translation>
    </message>
    <message>
        <source>image {position}</source>
        <translation>图像 {position}</translation>
    </message>
    <message>
        <source>influence</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>more than 99</source>
        <translation>超过99</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>neither (unusual for both)</source>
        <translation>两者皆非（对两者都属异常）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>operating point {point:.2f}</source>
        <translation>工作点 {point:.2f}</translation>
    </message>
    <message>
        <source>present</source>
        <translation>阳性</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>probability said → share observed ↑</source>
        <translation>预测概率 → 实际比例 ↑</translation>
    </message>
    <message>
        <source>probability {p}</source>
        <translation>概率 {p}</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>said {said:.2f}, observed {observed:.2f}</source>
        <translation>预测 {said:.2f}，实际 {observed:.2f}</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>test part</source>
        <translation>测试部分</translation>
    </message>
    <message>
        <source>the bundle's own: {rule}</source>
        <translation>模型包自带：{rule}</translation>
    </message>
    <message>
        <source>the operating point {point:.2f}</source>
        <translation>工作点 {point:.2f}</translation>
    </message>
    <message>
        <source>this site</source>
        <translation>本机构</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>无定义</translation>
    </message>
    <message>
        <source>years</source>
        <translation>岁</translation>
    </message>
    <message>
        <source>{at} UTC  to {point} by {who}: {why}</source>
        <translation>{at} UTC  由 {who} 改为 {point}：{why}</translation>
    </message>
    <message>
        <source>{at} UTC  undone by {who}: {why}</source>
        <translation>{at} UTC  由 {who} 撤销：{why}</translation>
    </message>
    <message>
        <source>{finding} on {copies} slightly altered copies: {range}, SD {sd:.2f} ({time}).</source>
        <translation>{finding}，{copies} 份略有变动的副本：{range}，SD {sd:.2f}（{time}）。</translation>
    </message>
    <message>
        <source>{part}, {images} images. Dots on the diagonal are honest; bars are 95 % intervals. ECE {value:.3f} ({low:.3f} to {high:.3f})</source>
        <translation>{part}，{images} 幅图像。点落在对角线上表示可信；竖线为 95 % 区间。ECE {value:.3f}（{low:.3f} 至 {high:.3f}）</translation>
    </message>
    <message>
        <source>{value:.3f} ({low:.3f} to {high:.3f})</source>
        <translation>{value:.3f}（{low:.3f} 至 {high:.3f}）</translation>
    </message>
    <message>
        <source>{what} at {coverages}</source>
        <translation>{coverages} 为{what}</translation>
    </message>
</context>
<context>
    <name>gui/help</name>
    <message>
        <source>  or  </source>
        <translation>  或  </translation>
    </message>
    <message>
        <source>A desktop assistant that shows radiographs, runs trained models on this computer, and shows what they found with a map of what influenced the score.

Research use only, not for diagnosis. MedDiag is not a medical device. A score is a model's calibrated probability within the model's intended use; the map shows influence on the score, not the location of disease.

Nothing leaves this computer: there is no network access. The program is free software (Apache License 2.0); it stands on Qt for Python (LGPL), NumPy, pydicom, imagecodecs, Pillow and ONNX Runtime.</source>
        <translation>一款桌面辅助程序：显示 X 线摄影等图像，在本机运行训练好的模型，并用影响图显示影响评分的部位。

仅供研究使用，不用于诊断。MedDiag 不是医疗器械。评分是模型在其预期用途范围内经校准的概率；影响图显示的是对评分的影响，而非病灶的位置。

任何数据都不会离开本机：程序不访问网络。本程序为自由软件（Apache License 2.0）；它基于 Qt for Python（LGPL）、NumPy、pydicom、imagecodecs、Pillow 和 ONNX Runtime。</translation>
    </message>
    <message>
        <source>MedDiag help</source>
        <translation>MedDiag 帮助</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Research use only, not for diagnosis</source>
        <translation>仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>{key}  in CT</source>
        <translation>CT 中按 {key}</translation>
    </message>
</context>
<context>
    <name>gui/influence</name>
    <message>
        <source>All measures of this map were within their limits.</source>
        <translation>该影响图的所有指标均在限值之内。</translation>
    </message>
    <message>
        <source>And {n} more.</source>
        <translation>另有 {n} 项。</translation>
    </message>
    <message>
        <source>Drawn by itself only if called present.</source>
        <translation>仅在判定为阳性时自动绘制。</translation>
    </message>
    <message>
        <source>Each figure is a mean over images that the model calls present, with its 95 % interval by patient. A method is supported if every figure's whole interval lies within its limit, failed if the mean of any one lies on the wrong side, else weak. Research use only.</source>
        <translation>每个数值是模型判定为阳性的图像的均值，并附按患者计算的 95 % 区间。若每个数值的整个区间都在限值之内，则该方法为“支持”；若任一均值落在错误一侧，则为“未通过”；其余为“较弱”。仅供研究使用。</translation>
    </message>
    <message>
        <source>FAILED THE CHECK</source>
        <translation>未通过检验</translation>
    </message>
    <message>
        <source>Figures …</source>
        <translation>数据 …</translation>
    </message>
    <message>
        <source>How far the influence maps can be trusted</source>
        <translation>影响图的可信程度</translation>
    </message>
    <message>
        <source>INFLUENCE MAP</source>
        <translation>影响图</translation>
    </message>
    <message>
        <source>Influence on the score, not the location of disease. Only what speaks for the finding is drawn.</source>
        <translation>显示对评分的影响，而非病灶的位置。只绘制支持该征象的部分。</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>Method of the influence map</source>
        <translation>影响图的方法</translation>
    </message>
    <message>
        <source>NOT MEASURED</source>
        <translation>未测定</translation>
    </message>
    <message>
        <source>Next method: Shift+O</source>
        <translation>下一种方法：Shift+O</translation>
    </message>
    <message>
        <source>Nothing was measured of this map: do not rely on it.</source>
        <translation>该影响图未经任何测定：请勿依赖。</translation>
    </message>
    <message>
        <source>Of {finding}, by {model}</source>
        <translation>{finding}，模型 {model}</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the influence map</source>
        <translation>影响图的不透明度</translation>
    </message>
    <message>
        <source>SUPPORTED</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>Show on the picture  (O)</source>
        <translation>显示在图像上  (O)</translation>
    </message>
    <message>
        <source>The map was cancelled.</source>
        <translation>影响图已取消。</translation>
    </message>
    <message>
        <source>The model fixes no scale for this method: strong is this map's own maximum.</source>
        <translation>模型未为此方法规定刻度：“强”为本图自身的最大值。</translation>
    </message>
    <message>
        <source>This influence map failed its check</source>
        <translation>该影响图未通过检验</translation>
    </message>
    <message>
        <source>This method failed its check: it is drawn only when you ask for it.</source>
        <translation>该方法未通过检验：仅在您要求时绘制。</translation>
    </message>
    <message>
        <source>WEAK</source>
        <translation>较弱</translation>
    </message>
    <message>
        <source>Waiting for the model …</source>
        <translation>正在等待模型 …</translation>
    </message>
    <message>
        <source>What was measured of the maps (Ctrl+T)</source>
        <translation>影响图的测定结果（Ctrl+T）</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>making the influence map</source>
        <translation>生成影响图</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未评定</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测定</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>较弱</translation>
    </message>
    <message>
        <source>{count} cells of {size}, smoothed between them.</source>
        <translation>{count} 个单元，每个 {size}，单元之间经平滑处理。</translation>
    </message>
    <message>
        <source>{doing} {n} s left</source>
        <translation>{doing} 剩余 {n} 秒</translation>
    </message>
    <message>
        <source>{images} images of {patients} patients; methods that take seconds on fewer.</source>
        <translation>{patients} 名患者的 {images} 幅图像；耗时数秒的方法所用图像较少。</translation>
    </message>
    <message>
        <source>{low:.2f} to {high:.2f}</source>
        <translation>{low:.2f} 至 {high:.2f}</translation>
    </message>
    <message>
        <source>{supported}; fails at {failed}</source>
        <translation>{supported}；{failed} 为未通过</translation>
    </message>
    <message>
        <source>{width:.0f} × {height:.0f} pixels</source>
        <translation>{width:.0f} × {height:.0f} 像素</translation>
    </message>
</context>
<context>
    <name>gui/languages</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language changes when MedDiag starts again.</source>
        <translation>语言将在 MedDiag 重新启动后更改。</translation>
    </message>
</context>
<context>
    <name>gui/layout_picker</name>
    <message>
        <source>Rows and columns of the layout</source>
        <translation>布局的行数和列数</translation>
    </message>
</context>
<context>
    <name>gui/library</name>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>A backup was made.</source>
        <translation>已完成备份。</translation>
    </message>
    <message>
        <source>AUDIT LOG</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>检查号</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Back to the studies</source>
        <translation>返回检查</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Bin ({n})</source>
        <translation>回收站（{n}）</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>CHECK AND BACKUPS</source>
        <translation>核查与备份</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>全部核查</translation>
    </message>
    <message>
        <source>Checked: {files} files, {entries} entries of the log.</source>
        <translation>已核查：{files} 个文件，{entries} 条日志。</translation>
    </message>
    <message>
        <source>Decrypt …</source>
        <translation>解密 …</translation>
    </message>
    <message>
        <source>Decrypt: files will be plain</source>
        <translation>解密：文件将为明文</translation>
    </message>
    <message>
        <source>Delete for good …</source>
        <translation>永久删除 …</translation>
    </message>
    <message>
        <source>Delete: it cannot be undone</source>
        <translation>删除：无法撤销</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>ENCRYPTION</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import a folder …</source>
        <translation>导入文件夹 …</translation>
    </message>
    <message>
        <source>Import files …</source>
        <translation>导入文件 …</translation>
    </message>
    <message>
        <source>Import images or ZIP archives</source>
        <translation>导入图像或 ZIP 压缩包</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>Keep the key in this system's keyring too, so that nobody is asked</source>
        <translation>同时将密钥保存在本系统的密钥环中，不再询问</translation>
    </message>
    <message>
        <source>Leave files where they are</source>
        <translation>文件保留在原处</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>多久后锁定</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Lock the window after</source>
        <translation>窗口锁定时间</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>检查方式</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Only a trainer may change an operating point.</source>
        <translation>只有训练者可以更改工作点。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Put into the bin</source>
        <translation>放入回收站</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Readers import, read and sign; trainers also train models and change operating points; administrators also name users, encrypt, restore and delete for good. The first user is an administrator.</source>
        <translation>阅片者可导入、阅片和签发；训练者还可训练模型和更改工作点；管理员还可添加用户、加密、恢复备份和永久删除。第一个用户为管理员。</translation>
    </message>
    <message>
        <source>Restore the last backup</source>
        <translation>恢复最近的备份</translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation>正在恢复 …</translation>
    </message>
    <message>
        <source>Safekeeping …</source>
        <translation>保管 …</translation>
    </message>
    <message>
        <source>Save verdicts as a manifest</source>
        <translation>将判读结论保存为清单</translation>
    </message>
    <message>
        <source>Save verdicts as a manifest …</source>
        <translation>将判读结论保存为清单 …</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>搜索检查库</translation>
    </message>
    <message>
        <source>Sign in.</source>
        <translation>请登录。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止；未作任何更改。</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>检查日期</translation>
    </message>
    <message>
        <source>THIS WINDOW</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>The backup of {when} was restored, and {n} files were taken in again.</source>
        <translation>已恢复 {when} 的备份，并重新纳入 {n} 个文件。</translation>
    </message>
    <message>
        <source>The import was stopped. What was imported stays.</source>
        <translation>导入已停止。已导入的内容保留。</translation>
    </message>
    <message>
        <source>The library is encrypted; a passphrase opens it.</source>
        <translation>检查库已加密；以口令打开。</translation>
    </message>
    <message>
        <source>The library is encrypted; this system's keyring opens it.</source>
        <translation>检查库已加密；以本系统的密钥环打开。</translation>
    </message>
    <message>
        <source>The library is not encrypted.</source>
        <translation>检查库未加密。</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不同。</translation>
    </message>
    <message>
        <source>The window is locked. No user and no passphrase protects this library: press Enter.</source>
        <translation>窗口已锁定。本检查库没有用户或口令保护：按 Enter 即可。</translation>
    </message>
    <message>
        <source>There is no backup yet; one is made every day.</source>
        <translation>尚无备份；每天备份一次。</translation>
    </message>
    <message>
        <source>This study is not in the library any more.</source>
        <translation>该检查已不在检查库中。</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>训练者</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Type the library's passphrase.</source>
        <translation>请输入检查库的口令。</translation>
    </message>
    <message>
        <source>USERS</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Verdicts are signed by</source>
        <translation>判读结论的签发人</translation>
    </message>
    <message>
        <source>Waiting …</source>
        <translation>等待中 …</translation>
    </message>
    <message>
        <source>What the check found</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>What the import had to say</source>
        <translation>导入时的提示</translation>
    </message>
    <message>
        <source>Whoever loses the passphrase, and has no key in the system's keyring, loses the library: nobody can open it.</source>
        <translation>丢失口令且系统密钥环中没有密钥者，将失去检查库：任何人都无法打开。</translation>
    </message>
    <message>
        <source>Words are looked up in names, IDs, descriptions, findings and verdicts. One place only: name:wang id:P12 mod:CR,DX date:2024-01..2024-06 born:1960 sex:F finding:pneumonia verdict:absent status:unread</source>
        <translation>在姓名、ID、描述、征象和判读结论中查找词语。只查一处时：name:wang id:P12 mod:CR,DX date:2024-01..2024-06 born:1960 sex:F finding:pneumonia verdict:absent status:unread</translation>
    </message>
    <message>
        <source>Work without the library</source>
        <translation>不使用检查库</translation>
    </message>
    <message>
        <source>Working …</source>
        <translation>处理中 …</translation>
    </message>
    <message>
        <source>Your name in verdicts and in the log</source>
        <translation>您在判读结论和日志中的姓名</translation>
    </message>
    <message>
        <source>a study of the library</source>
        <translation>检查库中的一项检查</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>keeping the library</source>
        <translation>保管检查库</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>opening the library</source>
        <translation>打开检查库</translation>
    </message>
    <message>
        <source>opening the lock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>opening the study</source>
        <translation>打开检查</translation>
    </message>
    <message>
        <source>searching the library</source>
        <translation>搜索检查库</translation>
    </message>
    <message>
        <source>writing the audit log</source>
        <translation>写入审计日志</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} 个失败</translation>
    </message>
    <message>
        <source>{n} image imported</source>
        <translation>已导入 {n} 幅图像</translation>
    </message>
    <message>
        <source>{n} images imported</source>
        <translation>已导入 {n} 幅图像</translation>
    </message>
    <message>
        <source>{n} studies</source>
        <translation>{n} 项检查</translation>
    </message>
    <message>
        <source>{n} study</source>
        <translation>{n} 项检查</translation>
    </message>
    <message>
        <source>{n} thing is wrong.</source>
        <translation>有 {n} 处问题。</translation>
    </message>
    <message>
        <source>{n} things are wrong.</source>
        <translation>有 {n} 处问题。</translation>
    </message>
    <message>
        <source>{n} was there already</source>
        <translation>{n} 个已存在</translation>
    </message>
    <message>
        <source>{n} were there already</source>
        <translation>{n} 个已存在</translation>
    </message>
</context>
<context>
    <name>gui/linking</name>
    <message>
        <source>No earlier study of this patient is open that compares with this series (modality, body part, view).</source>
        <translation>没有已打开的该患者既往检查可与此序列（检查方式、身体部位、投照体位）比较。</translation>
    </message>
</context>
<context>
    <name>gui/lungs</name>
    <message>
        <source>Areas of the projection; the lung behind the heart is included.</source>
        <translation>面积为投影面积；包括心影后方的肺。</translation>
    </message>
    <message>
        <source>Back to the model's</source>
        <translation>恢复为模型结果</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Brush and polygon (Shift+E)</source>
        <translation>画笔和多边形（Shift+E）</translation>
    </message>
    <message>
        <source>Brush: paint to add; Shift erases   [ ] size   E eraser   P polygon   Esc ends</source>
        <translation>画笔：涂抹以添加；Shift 擦除   [ ] 大小   E 橡皮擦   P 多边形   Esc 结束</translation>
    </message>
    <message>
        <source>Cut off at the {edges} of the image: the lungs are larger than this.</source>
        <translation>在图像{edges}被截断：肺的实际范围更大。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Edit by hand</source>
        <translation>手动编辑</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>已手动编辑</translation>
    </message>
    <message>
        <source>Edited by hand by {who}, {when} UTC; the outline of {model} is kept beside it.</source>
        <translation>由 {who} 于 {when} UTC 手动编辑；{model} 的轮廓一并保留。</translation>
    </message>
    <message>
        <source>Edited by hand just now; the outline of {model} is kept beside it.</source>
        <translation>刚刚手动编辑；{model} 的轮廓一并保留。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Eraser: paint to take away; Shift adds   [ ] size   B brush   P polygon   Esc ends</source>
        <translation>橡皮擦：涂抹以擦除；Shift 添加   [ ] 大小   B 画笔   P 多边形   Esc 结束</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Key {key}</source>
        <translation>快捷键 {key}</translation>
    </message>
    <message>
        <source>LUNG FIELDS</source>
        <translation>肺野</translation>
    </message>
    <message>
        <source>Left lung</source>
        <translation>左肺</translation>
    </message>
    <message>
        <source>Millimetres: {words}.</source>
        <translation>毫米值：{words}。</translation>
    </message>
    <message>
        <source>No lung fields: this image is outside what the model was made for.</source>
        <translation>无肺野：此图像超出模型的适用范围。</translation>
    </message>
    <message>
        <source>No pixel spacing: no millimetres.</source>
        <translation>无像素间距：不给出毫米值。</translation>
    </message>
    <message>
        <source>Outlined after the model has run, or when shown.</source>
        <translation>在模型运行后或显示时勾画。</translation>
    </message>
    <message>
        <source>Outlining …</source>
        <translation>正在勾画 …</translation>
    </message>
    <message>
        <source>PNG mask (*.png)</source>
        <translation>PNG 掩膜 (*.png)</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Polygon: click around or drag, double click adds; Shift takes away   B brush   Esc ends</source>
        <translation>多边形：依次单击或拖动，双击添加；Shift 擦除   B 画笔   Esc 结束</translation>
    </message>
    <message>
        <source>Right lung</source>
        <translation>右肺</translation>
    </message>
    <message>
        <source>Save the lung fields</source>
        <translation>保存肺野</translation>
    </message>
    <message>
        <source>Show on the picture  (Shift+L)</source>
        <translation>显示在图像上  (Shift+L)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Size of the brush ([ and ], or Ctrl and wheel)</source>
        <translation>画笔大小（[ 和 ]，或 Ctrl 加滚轮）</translation>
    </message>
    <message>
        <source>Take all changes away; this can be undone</source>
        <translation>取消所有更改；此操作可撤销</translation>
    </message>
    <message>
        <source>outlining the lungs</source>
        <translation>勾画肺野</translation>
    </message>
    <message>
        <source>reading the mask edited by hand</source>
        <translation>读取手动编辑的掩膜</translation>
    </message>
    <message>
        <source>saving the mask edited by hand</source>
        <translation>保存手动编辑的掩膜</translation>
    </message>
    <message>
        <source>{n:,} pixels</source>
        <translation>{n:,} 像素</translation>
    </message>
    <message>
        <source>{structure}, edited by hand</source>
        <translation>{structure}，已手动编辑</translation>
    </message>
    <message>
        <source>{structure}, the model's</source>
        <translation>{structure}，模型结果</translation>
    </message>
</context>
<context>
    <name>gui/main_window</name>
    <message>
        <source>Only files on this computer can be opened; what was dropped is none.</source>
        <translation>只能打开本机上的文件；拖入的内容不是本机文件。</translation>
    </message>
    <message>
        <source>Open images with Ctrl+O, or drop files, a folder or a ZIP archive here.

Ctrl+D opens the demo study, a phantom that the program makes itself.</source>
        <translation>按 Ctrl+O 打开图像，或将文件、文件夹或 ZIP 压缩包拖到此处。

按 Ctrl+D 打开演示检查，即程序自行生成的体模。</translation>
    </message>
    <message>
        <source>The pictures are in a window of their own. Ctrl+F11 brings them back.</source>
        <translation>图像显示在单独窗口。按 Ctrl+F11 收回。</translation>
    </message>
</context>
<context>
    <name>gui/measuring</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all as a table, with unrounded values</source>
        <translation>以表格复制全部，数值不取整</translation>
    </message>
    <message>
        <source>Copy all as lines of text (Ctrl+Shift+C)</source>
        <translation>以文本行复制全部（Ctrl+Shift+C）</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the selected one (Del)</source>
        <translation>删除所选（Del）</translation>
    </message>
    <message>
        <source>Esc begins anew</source>
        <translation>Esc 重新开始</translation>
    </message>
    <message>
        <source>Esc leaves</source>
        <translation>Esc 退出</translation>
    </message>
    <message>
        <source>MEASUREMENTS</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Text of the annotation</source>
        <translation>标注文字</translation>
    </message>
    <message>
        <source>Text, then Enter</source>
        <translation>输入文字后按 Enter</translation>
    </message>
    <message>
        <source>cannot be measured: too little memory</source>
        <translation>无法测量：内存不足</translation>
    </message>
    <message>
        <source>click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>click each corner, double click to close</source>
        <translation>单击各顶点，双击闭合</translation>
    </message>
    <message>
        <source>click the end of the other side</source>
        <translation>单击另一边的端点</translation>
    </message>
    <message>
        <source>click where the text begins</source>
        <translation>单击文字起始处</translation>
    </message>
    <message>
        <source>drag across the chest at its widest</source>
        <translation>在胸廓最宽处横向拖动</translation>
    </message>
    <message>
        <source>drag across the heart, then across the chest</source>
        <translation>先横向拖过心影，再横向拖过胸廓</translation>
    </message>
    <message>
        <source>drag along one side to the corner, then click the other side</source>
        <translation>沿一边拖到顶点，再单击另一边</translation>
    </message>
    <message>
        <source>drag along the lower endplate</source>
        <translation>沿下位椎体终板拖动</translation>
    </message>
    <message>
        <source>drag along the upper endplate, then along the lower</source>
        <translation>沿上终板拖动，再沿下终板拖动</translation>
    </message>
    <message>
        <source>drag around by hand, or click each corner</source>
        <translation>手绘一圈，或单击各顶点</translation>
    </message>
    <message>
        <source>drag from corner to corner</source>
        <translation>从一角拖到对角</translation>
    </message>
    <message>
        <source>drag from end to end</source>
        <translation>从一端拖到另一端</translation>
    </message>
    <message>
        <source>drag from the tip</source>
        <translation>从箭头尖端拖动</translation>
    </message>
    <message>
        <source>measuring …</source>
        <translation>正在测量 …</translation>
    </message>
    <message>
        <source>reading the annotations of this image</source>
        <translation>读取此图像的标注</translation>
    </message>
    <message>
        <source>saving the annotations</source>
        <translation>保存标注</translation>
    </message>
    <message>
        <source>{name}, kept</source>
        <translation>{name}（保持）</translation>
    </message>
    <message>
        <source>{name}: not on computed pictures; measure on the series itself</source>
        <translation>{name}：不能用于计算得出的图像；请在原序列上测量</translation>
    </message>
    <message>
        <source>{name}: the annotations of this image are not there yet</source>
        <translation>{name}：此图像的标注尚未就绪</translation>
    </message>
</context>
<context>
    <name>gui/models</name>
    <message>
        <source>Compare …</source>
        <translation>比较 …</translation>
    </message>
    <message>
        <source>Draw this model's influence map of {finding}</source>
        <translation>绘制此模型对{finding}的影响图</translation>
    </message>
    <message>
        <source>First model</source>
        <translation>第一个模型</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>影响图</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No model has answered on this image yet.</source>
        <translation>尚无模型对此图像作出回答。</translation>
    </message>
    <message>
        <source>OTHER MODELS</source>
        <translation>其他模型</translation>
    </message>
    <message>
        <source>Probabilities of two models compare only as far as both were calibrated on patients like this one. Each call rests on that model's own operating point. Research use only, not for diagnosis.</source>
        <translation>只有当两个模型都针对此类患者校准过时，二者的概率才可比较。每项判定均以该模型自身的工作点为准。仅供研究使用，不用于诊断。</translation>
    </message>
    <message>
        <source>Refused. {reasons}</source>
        <translation>拒绝。{reasons}</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>第二个模型</translation>
    </message>
    <message>
        <source>Two models side by side (Ctrl+M)</source>
        <translation>两个模型并排（Ctrl+M）</translation>
    </message>
    <message>
        <source>Two models side by side – MedDiag</source>
        <translation>两个模型并排 – MedDiag</translation>
    </message>
    <message>
        <source>calls differ</source>
        <translation>判定不一致</translation>
    </message>
    <message>
        <source>listing the models</source>
        <translation>列出模型</translation>
    </message>
    <message>
        <source>running the model</source>
        <translation>运行模型</translation>
    </message>
    <message>
        <source>{model} is running …</source>
        <translation>{model} 正在运行 …</translation>
    </message>
    <message>
        <source>{model}, experimental</source>
        <translation>{model}，实验性</translation>
    </message>
    <message>
        <source>{model}: refused. {reasons}</source>
        <translation>{model}：拒绝。{reasons}</translation>
    </message>
</context>
<context>
    <name>gui/mpr</name>
    <message>
        <source>Back to the series  (P)</source>
        <translation>返回序列  (P)</translation>
    </message>
    <message>
        <source>Close  (P)</source>
        <translation>关闭  (P)</translation>
    </message>
    <message>
        <source>Cross-hair</source>
        <translation>十字线</translation>
    </message>
    <message>
        <source>MIP, brightest</source>
        <translation>MIP，最大密度</translation>
    </message>
    <message>
        <source>MinIP, darkest</source>
        <translation>MinIP，最小密度</translation>
    </message>
    <message>
        <source>Picture of one plane</source>
        <translation>一个平面的图像</translation>
    </message>
    <message>
        <source>Projection of the slab</source>
        <translation>层块的投影方式</translation>
    </message>
    <message>
        <source>Reading slices</source>
        <translation>正在读取断层</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Slab</source>
        <translation>层块</translation>
    </message>
    <message>
        <source>Thickness of the slab in millimetres</source>
        <translation>层块厚度（毫米）</translation>
    </message>
    <message>
        <source>one slice</source>
        <translation>单层</translation>
    </message>
    <message>
        <source>patient  x {x:.1f}  y {y:.1f}  z {z:.1f} mm</source>
        <translation>患者坐标  x {x:.1f}  y {y:.1f}  z {z:.1f} mm</translation>
    </message>
    <message>
        <source>reading the series</source>
        <translation>读取序列</translation>
    </message>
    <message>
        <source>slice {size}</source>
        <translation>层厚 {size}</translation>
    </message>
    <message>
        <source>{plane}, oblique</source>
        <translation>{plane}，斜位</translation>
    </message>
    <message>
        <source>{projection} {size}, {n} slices</source>
        <translation>{projection} {size}，{n} 层</translation>
    </message>
</context>
<context>
    <name>gui/opening</name>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open images or ZIP archives</source>
        <translation>打开图像或 ZIP 压缩包</translation>
    </message>
</context>
<context>
    <name>gui/patient</name>
    <message>
        <source>Age at study  {ages}</source>
        <translation>检查时年龄  {ages}</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Also {names}</source>
        <translation>又名 {names}</translation>
    </message>
    <message>
        <source>An import is under way; wait for its end, or cancel it.</source>
        <translation>正在导入；请等待其结束，或取消它。</translation>
    </message>
    <message>
        <source>Back to the patient</source>
        <translation>返回患者</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Choose a patient.</source>
        <translation>请选择患者。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Codes for sex</source>
        <translation>性别编码</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>读取提示</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decimal comma</source>
        <translation>小数逗号</translation>
    </message>
    <message>
        <source>Each row is a patient of its own</source>
        <translation>每行为一名患者</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>前几个值</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>Import all records of a folder</source>
        <translation>导入文件夹中的所有记录</translation>
    </message>
    <message>
        <source>Import patients' records</source>
        <translation>导入患者记录</translation>
    </message>
    <message>
        <source>Import records…</source>
        <translation>导入记录…</translation>
    </message>
    <message>
        <source>Import with this mapping</source>
        <translation>按此对应关系导入</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>签发机构</translation>
    </message>
    <message>
        <source>Issuer of the IDs</source>
        <translation>ID 的签发机构</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>Leave the table out</source>
        <translation>不采用此表</translation>
    </message>
    <message>
        <source>Looking at the table</source>
        <translation>正在查看表格</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Medication</source>
        <translation>用药</translation>
    </message>
    <message>
        <source>Name in the table</source>
        <translation>表中名称</translation>
    </message>
    <message>
        <source>Name not known</source>
        <translation>姓名未知</translation>
    </message>
    <message>
        <source>Name of the mapping</source>
        <translation>对应关系的名称</translation>
    </message>
    <message>
        <source>Name or patient ID</source>
        <translation>姓名或患者 ID</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>No identifier of the record is the patient ID of the images.</source>
        <translation>记录中没有标识符与图像的患者 ID 相同。</translation>
    </message>
    <message>
        <source>No patient was found. Records come from FHIR bundles, NDJSON, CSV and Excel files.</source>
        <translation>未找到患者。记录可来自 FHIR 集合、NDJSON、CSV 和 Excel 文件。</translation>
    </message>
    <message>
        <source>No record is tied to this patient, and none waits for a decision.</source>
        <translation>没有与此患者关联的记录，也没有待定的记录。</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>无值</translation>
    </message>
    <message>
        <source>Not imported: {names}.</source>
        <translation>未导入：{names}。</translation>
    </message>
    <message>
        <source>Nothing was decided about these yet.</source>
        <translation>对此尚未作出决定。</translation>
    </message>
    <message>
        <source>Nothing with a time is known of this patient.</source>
        <translation>该患者没有任何带时间的信息。</translation>
    </message>
    <message>
        <source>Now choose in the list the patient whose images belong to this record.</source>
        <translation>现在请在列表中选择该记录所属图像的患者。</translation>
    </message>
    <message>
        <source>One person: tie them</source>
        <translation>同一人：关联</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>患者 ID</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一项</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Reading the records</source>
        <translation>正在读取记录</translation>
    </message>
    <message>
        <source>Reason, such as: checked with the patient's record in the hospital</source>
        <translation>理由，例如：已与医院病历核对</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>病历</translation>
    </message>
    <message>
        <source>Records of this patient…</source>
        <translation>此患者的记录…</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Sex {sex}</source>
        <translation>性别 {sex}</translation>
    </message>
    <message>
        <source>Show by date</source>
        <translation>按日期显示</translation>
    </message>
    <message>
        <source>Show since admission</source>
        <translation>按入院后时间显示</translation>
    </message>
    <message>
        <source>The patient ID is the same, but of another issuer.</source>
        <translation>患者 ID 相同，但签发机构不同。</translation>
    </message>
    <message>
        <source>The patient ID is the same.</source>
        <translation>患者 ID 相同。</translation>
    </message>
    <message>
        <source>The patient ID is the same; only one side says who issued it.</source>
        <translation>患者 ID 相同；只有一方注明签发机构。</translation>
    </message>
    <message>
        <source>The record names a study of these images.</source>
        <translation>记录中提到这些图像所属的检查。</translation>
    </message>
    <message>
        <source>The record refers to its patient by what is the patient ID of the images.</source>
        <translation>记录以图像的患者 ID 指称其患者。</translation>
    </message>
    <message>
        <source>The wheel zooms, dragging moves; N and P step through events, Return opens, Home shows all.</source>
        <translation>滚轮缩放，拖动平移；N 和 P 在事件间切换，Return 打开，Home 显示全部。</translation>
    </message>
    <message>
        <source>These are tied: the record is shown with the images.</source>
        <translation>二者已关联：记录与图像一起显示。</translation>
    </message>
    <message>
        <source>These may be one person. They are kept apart until you decide.</source>
        <translation>二者可能是同一人。在您决定之前保持分开。</translation>
    </message>
    <message>
        <source>These were parted: the record is not shown with the images.</source>
        <translation>二者已分开：记录不与图像一起显示。</translation>
    </message>
    <message>
        <source>Tie to a patient of images…</source>
        <translation>与图像的患者关联…</translation>
    </message>
    <message>
        <source>Two persons: part them</source>
        <translation>两个人：分开</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>What comes of the first rows</source>
        <translation>前几行的结果</translation>
    </message>
    <message>
        <source>What do the columns of {name} mean?</source>
        <translation>{name} 各列是什么含义？</translation>
    </message>
    <message>
        <source>What the names in the table mean</source>
        <translation>表中名称的含义</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>测量内容</translation>
    </message>
    <message>
        <source>You decided on these once; what the record says now disagrees in another way.</source>
        <translation>您曾对此作出决定；现在记录的内容又有其他不一致之处。</translation>
    </message>
    <message>
        <source>asks</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>出生于 {date}</translation>
    </message>
    <message>
        <source>day, month, year</source>
        <translation>日、月、年</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>given as {given}</source>
        <translation>记为 {given}</translation>
    </message>
    <message>
        <source>importing the records</source>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>keeping the decision</source>
        <translation>保存决定</translation>
    </message>
    <message>
        <source>keeping the mapping</source>
        <translation>保存对应关系</translation>
    </message>
    <message>
        <source>looking at the table</source>
        <translation>查看表格</translation>
    </message>
    <message>
        <source>looking into the library</source>
        <translation>查看检查库</translation>
    </message>
    <message>
        <source>looking up how records are tied</source>
        <translation>查找记录的关联</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>month, day, year</source>
        <translation>月、日、年</translation>
    </message>
    <message>
        <source>names one of them</source>
        <translation>提到其中之一</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>nothing recorded</source>
        <translation>无记录</translation>
    </message>
    <message>
        <source>only doubtful values</source>
        <translation>只有存疑的值</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>range of the source {low} – {high}</source>
        <translation>来源的参考范围 {low} – {high}</translation>
    </message>
    <message>
        <source>reading the first rows</source>
        <translation>读取前几行</translation>
    </message>
    <message>
        <source>records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>year, month, day</source>
        <translation>年、月、日</translation>
    </message>
    <message>
        <source>{name} (taken in before)</source>
        <translation>{name}（曾导入）</translation>
    </message>
    <message>
        <source>{n} could not</source>
        <translation>{n} 个未能读取</translation>
    </message>
    <message>
        <source>{n} file was read</source>
        <translation>已读取 {n} 个文件</translation>
    </message>
    <message>
        <source>{n} files were read</source>
        <translation>已读取 {n} 个文件</translation>
    </message>
    <message>
        <source>{n} observation</source>
        <translation>{n} 项观察</translation>
    </message>
    <message>
        <source>{n} observations</source>
        <translation>{n} 项观察</translation>
    </message>
    <message>
        <source>{n} record waits for a decision…</source>
        <translation>{n} 条记录等待决定…</translation>
    </message>
    <message>
        <source>{n} records wait for a decision…</source>
        <translation>{n} 条记录等待决定…</translation>
    </message>
    <message>
        <source>{range}, general</source>
        <translation>{range}，通用</translation>
    </message>
    <message>
        <source>… and more; the command line lists the first thousand as JSON</source>
        <translation>… 另有更多；命令行以 JSON 列出前一千条</translation>
    </message>
</context>
<context>
    <name>gui/presets</name>
    <message>
        <source>Preset {number}</source>
        <translation>预设 {number}</translation>
    </message>
</context>
<context>
    <name>gui/reader</name>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
</context>
<context>
    <name>gui/reading</name>
    <message>
        <source>changing the operating point</source>
        <translation>更改工作点</translation>
    </message>
    <message>
        <source>running the model on {name}</source>
        <translation>在 {name} 上运行模型</translation>
    </message>
    <message>
        <source>scoring altered copies</source>
        <translation>为变动副本评分</translation>
    </message>
</context>
<context>
    <name>gui/recent_menu</name>
    <message>
        <source>Recent files</source>
        <translation>最近打开的文件</translation>
    </message>
</context>
<context>
    <name>gui/recovery</name>
    <message>
        <source>MedDiag ended unexpectedly last time.</source>
        <translation>MedDiag 上次意外退出。</translation>
    </message>
    <message>
        <source>Nothing is sent anywhere. The report names no file and no patient; you may pass it on.</source>
        <translation>不会向任何地方发送任何内容。报告中没有文件名和患者信息；您可以转交他人。</translation>
    </message>
    <message>
        <source>Open {name} again</source>
        <translation>重新打开 {name}</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>显示报告</translation>
    </message>
    <message>
        <source>Unexpected end</source>
        <translation>意外退出</translation>
    </message>
</context>
<context>
    <name>gui/results</name>
    <message>
        <source>Double click: another colour</source>
        <translation>双击：换一种颜色</translation>
    </message>
    <message>
        <source>Filling</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Next key image</source>
        <translation>下一幅关键图像</translation>
    </message>
    <message>
        <source>None of the key images is open.</source>
        <translation>没有打开任何一幅关键图像。</translation>
    </message>
    <message>
        <source>Opacity of segments</source>
        <translation>分割的不透明度</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>RESULTS OF OTHERS</source>
        <translation>外来结果</translation>
    </message>
    <message>
        <source>Read report</source>
        <translation>阅读报告</translation>
    </message>
    <message>
        <source>Reading results …</source>
        <translation>正在读取结果 …</translation>
    </message>
    <message>
        <source>Report: {title}</source>
        <translation>报告：{title}</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>保存 PDF…</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>保存文档</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>a mark in space</source>
        <translation>空间中的标记</translation>
    </message>
    <message>
        <source>a mark on an image</source>
        <translation>图像上的标记</translation>
    </message>
    <message>
        <source>a point in time</source>
        <translation>时间点</translation>
    </message>
    <message>
        <source>a waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>another object</source>
        <translation>其他对象</translation>
    </message>
    <message>
        <source>reading results</source>
        <translation>读取结果</translation>
    </message>
    <message>
        <source>{n} image</source>
        <translation>{n} 幅图像</translation>
    </message>
    <message>
        <source>{n} images</source>
        <translation>{n} 幅图像</translation>
    </message>
    <message>
        <source>… and {n} more lines; read the report for all.</source>
        <translation>… 另有 {n} 行；全部内容请阅读报告。</translation>
    </message>
</context>
<context>
    <name>gui/scanning</name>
    <message>
        <source>Opening {name}</source>
        <translation>正在打开 {name}</translation>
    </message>
    <message>
        <source>There is no file in {name}.</source>
        <translation>{name} 中没有文件。</translation>
    </message>
    <message>
        <source>opening {name}</source>
        <translation>打开 {name}</translation>
    </message>
    <message>
        <source>the demo CT</source>
        <translation>演示 CT</translation>
    </message>
    <message>
        <source>the demo study</source>
        <translation>演示检查</translation>
    </message>
    <message>
        <source>{name} holds results of others, but none of the images that they belong to.</source>
        <translation>{name} 中有外来结果，但没有它们所属的图像。</translation>
    </message>
    <message>
        <source>{n} more cannot be opened either.</source>
        <translation>另有 {n} 个也无法打开。</translation>
    </message>
</context>
<context>
    <name>gui/second_screen</name>
    <message>
        <source>Pictures – MedDiag</source>
        <translation>图像 – MedDiag</translation>
    </message>
</context>
<context>
    <name>gui/series_panel</name>
    <message>
        <source>Left out: {n} file.</source>
        <translation>未列入：{n} 个文件。</translation>
    </message>
    <message>
        <source>Left out: {n} files.</source>
        <translation>未列入：{n} 个文件。</translation>
    </message>
    <message>
        <source>Scanning was stopped; what was found so far is listed.</source>
        <translation>扫描已停止；已列出目前找到的内容。</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>显示原因</translation>
    </message>
    <message>
        <source>What was left out, and why</source>
        <translation>哪些未列入及其原因</translation>
    </message>
</context>
<context>
    <name>gui/session</name>
    <message>
        <source>Scanning was stopped before any image was found.</source>
        <translation>扫描在找到任何图像之前已停止。</translation>
    </message>
</context>
<context>
    <name>gui/settings_keeper</name>
    <message>
        <source>saving the settings</source>
        <translation>保存设置</translation>
    </message>
</context>
<context>
    <name>gui/tags</name>
    <message>
        <source>Copy tag, name and value</source>
        <translation>复制标签、名称和值</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>DICOM tags of {name} – MedDiag</source>
        <translation>{name} 的 DICOM 标签 – MedDiag</translation>
    </message>
    <message>
        <source>DICOM tags – MedDiag</source>
        <translation>DICOM 标签 – MedDiag</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search tag, name or value (Ctrl+F)</source>
        <translation>搜索标签、名称或值（Ctrl+F）</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>reading the tags of {name}</source>
        <translation>读取 {name} 的标签</translation>
    </message>
    <message>
        <source>{found:,} of {total:,}</source>
        <translation>{found:,}/{total:,}</translation>
    </message>
    <message>
        <source>{total:,} attributes</source>
        <translation>{total:,} 个属性</translation>
    </message>
</context>
<context>
    <name>gui/text</name>
    <message>
        <source>, {time} left</source>
        <translation>，剩余 {time}</translation>
    </message>
    <message>
        <source>An internal error ({kind}) came up while {doing}.</source>
        <translation>{doing}时发生内部错误（{kind}）。</translation>
    </message>
    <message>
        <source>The system stopped {doing}: {reason}.</source>
        <translation>系统中止了操作（{doing}）：{reason}。</translation>
    </message>
    <message>
        <source>There is too little memory for {doing}.</source>
        <translation>内存不足，无法{doing}。</translation>
    </message>
</context>
<context>
    <name>gui/training</name>
    <message>
        <source> {done} of {total}</source>
        <translation> {done}/{total}</translation>
    </message>
    <message>
        <source>Beginning …</source>
        <translation>正在开始 …</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Cancel for good?</source>
        <translation>确定永久取消？</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelled; nothing was published.</source>
        <translation>已取消；未发布任何模型。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Delete for good?</source>
        <translation>确定永久删除？</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Dice {value}</source>
        <translation>Dice {value}</translation>
    </message>
    <message>
        <source>Ended as asked, with the best weights so far.</source>
        <translation>已按要求结束，采用目前最佳权重。</translation>
    </message>
    <message>
        <source>Ended early: no epoch was better for as long as the recipe waits.</source>
        <translation>提前结束：在方案允许的等待内没有更好的轮次。</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Finished. The model is not live: that is decided after its evaluation.</source>
        <translation>已完成。该模型尚未启用：评估后再决定。</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>Go on when the window is closed</source>
        <translation>关闭窗口后继续训练</translation>
    </message>
    <message>
        <source>Images to learn from</source>
        <translation>用于学习的图像</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Its process is gone, by a crash or a power cut; it goes on from its last checkpoint.</source>
        <translation>其进程因崩溃或断电而消失；将从最后的检查点继续。</translation>
    </message>
    <message>
        <source>LEARNING RATE</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>LOSS  dashed training, solid validation</source>
        <translation>损失  虚线为训练，实线为验证</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>METRIC</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory was too short: {at_once} images at once from now on; the batch stays as it is.</source>
        <translation>内存不足：此后每次处理 {at_once} 幅图像；批大小不变。</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>No training yet. The wizard makes one from your own images; it then waits here, runs beside your work, and goes on when the window is closed.</source>
        <translation>尚无训练。可用向导以您自己的图像建立训练；它在此排队，在您工作时运行，关闭窗口后继续。</translation>
    </message>
    <message>
        <source>Otherwise a checkpoint is kept, and the queue goes on at the next start.</source>
        <translation>否则保留检查点，下次启动时继续队列。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Paused; a checkpoint is kept, and it goes on from there.</source>
        <translation>已暂停；已保留检查点，将从那里继续。</translation>
    </message>
    <message>
        <source>Published {model} {version}.</source>
        <translation>已发布 {model} {version}。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Run next</source>
        <translation>下一个运行</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <source>Stop and keep the best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>TRAININGS</source>
        <translation>训练任务</translation>
    </message>
    <message>
        <source>The GPU failed; it goes on on the CPU.</source>
        <translation>GPU 出错；改用 CPU 继续。</translation>
    </message>
    <message>
        <source>This installation only reads: training takes a flavour of the program that has torch.</source>
        <translation>本安装只能阅片：训练需要带 torch 的版本。</translation>
    </message>
    <message>
        <source>Training: {progress}</source>
        <translation>训练：{progress}</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>训练任务</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>验证图像</translation>
    </message>
    <message>
        <source>Waits for its turn.</source>
        <translation>排队等待中。</translation>
    </message>
    <message>
        <source>Went on after step {step} of {steps}.</source>
        <translation>从第 {step} 步继续，共 {steps} 步。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>labelled absent</source>
        <translation>标为阴性</translation>
    </message>
    <message>
        <source>labelled present</source>
        <translation>标为阳性</translation>
    </message>
    <message>
        <source>looking at the trainings</source>
        <translation>查看训练任务</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>probability {value}</source>
        <translation>概率 {value}</translation>
    </message>
    <message>
        <source>reading {name}</source>
        <translation>读取 {name}</translation>
    </message>
    <message>
        <source>{metric}  on the validation part</source>
        <translation>验证部分的 {metric}</translation>
    </message>
    <message>
        <source>{n} image could not be read.</source>
        <translation>{n} 幅图像无法读取。</translation>
    </message>
    <message>
        <source>{n} images could not be read.</source>
        <translation>{n} 幅图像无法读取。</translation>
    </message>
    <message>
        <source>{n} images/s</source>
        <translation>{n} 幅/秒</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n}/{total}</translation>
    </message>
    <message>
        <source>{n} runs beside each other</source>
        <translation>{n} 个任务并行</translation>
    </message>
</context>
<context>
    <name>gui/verdict</name>
    <message>
        <source>Add a finding</source>
        <translation>添加征象</translation>
    </message>
    <message>
        <source>Add a finding …</source>
        <translation>添加征象 …</translation>
    </message>
    <message>
        <source>Add the study to the library</source>
        <translation>将检查加入检查库</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Amend …</source>
        <translation>修订 …</translation>
    </message>
    <message>
        <source>Amended</source>
        <translation>已修订</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Comment on the study</source>
        <translation>对检查的备注</translation>
    </message>
    <message>
        <source>Comment on {finding}</source>
        <translation>对{finding}的备注</translation>
    </message>
    <message>
        <source>Commit, show the model's result</source>
        <translation>提交，并显示模型结果</translation>
    </message>
    <message>
        <source>Disagree</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Draft, not saved yet</source>
        <translation>草稿，尚未保存</translation>
    </message>
    <message>
        <source>Draft, saved at {time}</source>
        <translation>草稿，保存于 {time}</translation>
    </message>
    <message>
        <source>Leave as signed</source>
        <translation>保持已签发状态</translation>
    </message>
    <message>
        <source>Looking in the library …</source>
        <translation>正在查看检查库 …</translation>
    </message>
    <message>
        <source>Not written yet</source>
        <translation>尚未填写</translation>
    </message>
    <message>
        <source>Nothing is said yet of: {names}</source>
        <translation>尚未表态：{names}</translation>
    </message>
    <message>
        <source>Sign, next</source>
        <translation>签发，下一个</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签发</translation>
    </message>
    <message>
        <source>This study is not in the library.</source>
        <translation>该检查不在检查库中。</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>VERDICT</source>
        <translation>判读结论</translation>
    </message>
    <message>
        <source>Why the verdict is amended</source>
        <translation>修订判读结论的理由</translation>
    </message>
    <message>
        <source>Your own opinion first</source>
        <translation>请先给出您自己的意见</translation>
    </message>
    <message>
        <source>alone, before the model</source>
        <translation>独立判读，先于模型</translation>
    </message>
    <message>
        <source>amended: {reason}</source>
        <translation>已修订：{reason}</translation>
    </message>
    <message>
        <source>keeping the verdict</source>
        <translation>保存判读结论</translation>
    </message>
    <message>
        <source>looking for the image in the library</source>
        <translation>在检查库中查找图像</translation>
    </message>
    <message>
        <source>model: absent</source>
        <translation>模型：阴性</translation>
    </message>
    <message>
        <source>model: hidden</source>
        <translation>模型：隐藏</translation>
    </message>
    <message>
        <source>model: present</source>
        <translation>模型：阳性</translation>
    </message>
    <message>
        <source>model: uncertain</source>
        <translation>模型：不确定</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签发</translation>
    </message>
    <message>
        <source>{finding} is in the list already.</source>
        <translation>{finding}已在列表中。</translation>
    </message>
</context>
<context>
    <name>gui/viewer</name>
    <message>
        <source>Angiography</source>
        <translation>血管造影</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>脑</translation>
    </message>
    <message>
        <source>C {center}  W {width}</source>
        <translation>WL {center}  WW {width}</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>Different patients on screen</source>
        <translation>屏幕上有不同患者的图像</translation>
    </message>
    <message>
        <source>File window</source>
        <translation>文件窗</translation>
    </message>
    <message>
        <source>File window {number}</source>
        <translation>文件窗 {number}</translation>
    </message>
    <message>
        <source>Image {position}</source>
        <translation>图像 {position}</translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Liver</source>
        <translation>肝</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>纵隔</translation>
    </message>
    <message>
        <source>Millimetres in each ultrasound region</source>
        <translation>各超声区域各自的毫米值</translation>
    </message>
    <message>
        <source>Mirrored: left and right are swapped</source>
        <translation>已镜像：左右互换</translation>
    </message>
    <message>
        <source>Mirrored: left and right are swapped, turned by {angle}°</source>
        <translation>已镜像：左右互换，并旋转 {angle}°</translation>
    </message>
    <message>
        <source>No spacing: no millimetres</source>
        <translation>无间距：不给出毫米值</translation>
    </message>
    <message>
        <source>Not every image says whose it is</source>
        <translation>并非每幅图像都注明所属患者</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Soft tissue, abdomen</source>
        <translation>软组织，腹部</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>卒中</translation>
    </message>
    <message>
        <source>Turned by {angle}°</source>
        <translation>已旋转 {angle}°</translation>
    </message>
    <message>
        <source>VOI LUT {explanation} {low} to {high}</source>
        <translation>VOI LUT {explanation} {low} 至 {high}</translation>
    </message>
    <message>
        <source>Zoom {scale:.0f} %</source>
        <translation>缩放 {scale:.0f} %</translation>
    </message>
    <message>
        <source>at detector</source>
        <translation>探测器处</translation>
    </message>
    <message>
        <source>both sides</source>
        <translation>双侧</translation>
    </message>
    <message>
        <source>calibrated?</source>
        <translation>是否校准不明</translation>
    </message>
    <message>
        <source>column {column}  row {row}</source>
        <translation>列 {column}  行 {row}</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <source>no mm</source>
        <translation>无毫米值</translation>
    </message>
    <message>
        <source>of film</source>
        <translation>胶片处</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <source>{months} months</source>
        <translation>{months} 个月</translation>
    </message>
    <message>
        <source>{value} (padding)</source>
        <translation>{value}（填充值）</translation>
    </message>
    <message>
        <source>{years} y</source>
        <translation>{years} 岁</translation>
    </message>
</context>
<context>
    <name>gui/viewport</name>
    <message>
        <source>Drag a series here.</source>
        <translation>将序列拖到此处。</translation>
    </message>
    <message>
        <source>Opening {name} …</source>
        <translation>正在打开 {name} …</translation>
    </message>
    <message>
        <source>This image cannot be shown.</source>
        <translation>此图像无法显示。</translation>
    </message>
</context>
<context>
    <name>gui/wizard</name>
    <message>
        <source>A CSV with path, patient_id and one column of 0 and 1 a finding; masks as paths.</source>
        <translation>CSV，含 path、patient_id 及每种征象一列（0 和 1）；掩膜以路径给出。</translation>
    </message>
    <message>
        <source>A regular expression whose group is the patient's ID, such as person([0-9]+)_.</source>
        <translation>正则表达式，其分组为患者 ID，例如 person([0-9]+)_。</translation>
    </message>
    <message>
        <source>A transformer begins with nothing: below some thousand images a convolutional network is better.</source>
        <translation>Transformer 从零开始：图像不足数千幅时，卷积网络更好。</translation>
    </message>
    <message>
        <source>About {time} on this machine</source>
        <translation>本机约需 {time}</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>As the source states</source>
        <translation>按来源所述</translation>
    </message>
    <message>
        <source>Augmentation: how images are changed each time they are shown</source>
        <translation>增广：图像每次呈现时如何变动</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Begin with what the network learned from photographs</source>
        <translation>从网络在照片上学到的内容开始</translation>
    </message>
    <message>
        <source>Body parts</source>
        <translation>身体部位</translation>
    </message>
    <message>
        <source>By patient, in each part as many with each finding; who shares a picture stays together.</source>
        <translation>按患者划分，各部分每种征象的数量大致相同；共用同一图片者不分开。</translation>
    </message>
    <message>
        <source>Calibration, input gate and the locked test</source>
        <translation>校准、输入门控和锁定的测试</translation>
    </message>
    <message>
        <source>Choose the images first.</source>
        <translation>请先选择图像。</translation>
    </message>
    <message>
        <source>Choose the labelled images</source>
        <translation>选择已标注的图像</translation>
    </message>
    <message>
        <source>Choose the table of labels</source>
        <translation>选择标签表</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择 …</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Collecting the verdicts</source>
        <translation>正在收集判读结论</translation>
    </message>
    <message>
        <source>Column of masks</source>
        <translation>掩膜列</translation>
    </message>
    <message>
        <source>Convolutional, larger, coarse maps (EfficientNet-Lite0)</source>
        <translation>卷积网络，较大，影响图较粗（EfficientNet-Lite0）</translation>
    </message>
    <message>
        <source>Convolutional, small, fine maps (EfficientNet-Lite0, stride 16)</source>
        <translation>卷积网络，较小，影响图较细（EfficientNet-Lite0，步幅 16）</translation>
    </message>
    <message>
        <source>DICOM and a table</source>
        <translation>DICOM 和表格</translation>
    </message>
    <message>
        <source>DICOM terms, separated by commas: other images are refused by the input gate.</source>
        <translation>DICOM 术语，以逗号分隔：其他图像由输入门控拒绝。</translation>
    </message>
    <message>
        <source>Decoding the images</source>
        <translation>正在解码图像</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Dividing the patients</source>
        <translation>正在划分患者</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>重新抽取</translation>
    </message>
    <message>
        <source>Draw the parts</source>
        <translation>抽取各部分</translation>
    </message>
    <message>
        <source>Drawing …</source>
        <translation>正在绘制 …</translation>
    </message>
    <message>
        <source>Earlier training</source>
        <translation>先前的训练</translation>
    </message>
    <message>
        <source>Every patient, and every picture with its copies, lies in one part only. What is rare in the test part cannot be judged there.</source>
        <translation>每名患者，以及每幅图片连同其副本，只归于一个部分。测试部分中罕见的征象无法在此评价。</translation>
    </message>
    <message>
        <source>Evidence outside these masks, such as beside the lungs, then counts against the model.</source>
        <translation>此后，这些掩膜之外（例如肺外）的证据对模型不利。</translation>
    </message>
    <message>
        <source>Examining the images</source>
        <translation>正在检验图像</translation>
    </message>
    <message>
        <source>Files, and a CSV or Excel table that names them by file, UID, accession number or patient.</source>
        <translation>文件，以及以文件、UID、检查号或患者指明它们的 CSV 或 Excel 表。</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Folders by class</source>
        <translation>按类别的文件夹</translation>
    </message>
    <message>
        <source>For the model card</source>
        <translation>用于模型卡</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>适用对象</translation>
    </message>
    <message>
        <source>From nothing installed</source>
        <translation>不从任何已安装的模型开始</translation>
    </message>
    <message>
        <source>How long and how thoroughly</source>
        <translation>训练多久、多彻底</translation>
    </message>
    <message>
        <source>How patients are divided</source>
        <translation>如何划分患者</translation>
    </message>
    <message>
        <source>Images as the augmentation changes them</source>
        <translation>增广后的图像</translation>
    </message>
    <message>
        <source>Images, and patients in brackets</source>
        <translation>图像数，括号内为患者数</translation>
    </message>
    <message>
        <source>Images: {train} to learn from, {validation} to choose by, {test} locked for the test</source>
        <translation>图像：{train} 幅用于学习，{validation} 幅用于选择，{test} 幅锁定用于测试</translation>
    </message>
    <message>
        <source>It is learned from the training part alone; a column “… given” says which were filled.</source>
        <translation>仅由训练部分得出；“… given”列注明哪些是填补的。</translation>
    </message>
    <message>
        <source>Its folders or its column say train, validation and test.</source>
        <translation>其文件夹或列写明 train、validation 和 test。</translation>
    </message>
    <message>
        <source>Its input, intended use and the codes of its findings are taken over.</source>
        <translation>沿用其输入、预期用途和征象编码。</translation>
    </message>
    <message>
        <source>Its test patients stay locked, so that models trained one after the other can be compared.</source>
        <translation>其测试患者保持锁定，使先后训练的模型可以比较。</translation>
    </message>
    <message>
        <source>Keep the test part of an earlier training</source>
        <translation>保留先前训练的测试部分</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Learns: {learned}</source>
        <translation>学习：{learned}</translation>
    </message>
    <message>
        <source>Leave all but the first out</source>
        <translation>只保留第一幅</translation>
    </message>
    <message>
        <source>Leave out what stops training</source>
        <translation>排除妨碍训练的内容</translation>
    </message>
    <message>
        <source>Leave these images out</source>
        <translation>排除这些图像</translation>
    </message>
    <message>
        <source>Licence or approval</source>
        <translation>许可或批准</translation>
    </message>
    <message>
        <source>Locked: it is looked at once, when everything is chosen, beside the model now in use.</source>
        <translation>已锁定：待一切选定后只查看一次，与在用模型对照。</translation>
    </message>
    <message>
        <source>Looking for models</source>
        <translation>正在查找模型</translation>
    </message>
    <message>
        <source>Looking for problems</source>
        <translation>正在查找问题</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Measured by a few steps on this machine. The training runs in a process of its own, and goes on when this window is closed.</source>
        <translation>由本机运行数步测得。训练在独立进程中运行，关闭此窗口后继续。</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>Modalities</source>
        <translation>检查方式</translation>
    </message>
    <message>
        <source>Model: {name} {version}, from {start}</source>
        <translation>模型：{name} {version}，始于 {start}</translation>
    </message>
    <message>
        <source>Most to gain with some thousand images; slowest.</source>
        <translation>有数千幅图像时收益最大；最慢。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>No column has empty cells.</source>
        <translation>没有含空单元格的列。</translation>
    </message>
    <message>
        <source>None of the images drawn can be read.</source>
        <translation>抽取的图像均无法读取。</translation>
    </message>
    <message>
        <source>On the left each image as it is; beside it as the network may meet it.</source>
        <translation>左侧为各图像原貌；旁边为网络可能见到的样子。</translation>
    </message>
    <message>
        <source>One folder a class, such as normal and pneumonia, with images inside.</source>
        <translation>每个类别一个文件夹，例如 normal 和 pneumonia，图像在其中。</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>勾画</translation>
    </message>
    <message>
        <source>Own settings</source>
        <translation>自定义设置</translation>
    </message>
    <message>
        <source>Patient in file names</source>
        <translation>文件名中的患者</translation>
    </message>
    <message>
        <source>Rare findings</source>
        <translation>罕见征象</translation>
    </message>
    <message>
        <source>Reading the source</source>
        <translation>正在读取来源</translation>
    </message>
    <message>
        <source>Search for settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Settings were changed by hand.</source>
        <translation>设置已手动更改。</translation>
    </message>
    <message>
        <source>Several are separated by semicolons.</source>
        <translation>多项以分号分隔。</translation>
    </message>
    <message>
        <source>Short trainings try other settings first, hopeless ones end early; the best is used.</source>
        <translation>先以短训练尝试其他设置，无望者提前结束；采用最佳设置。</translation>
    </message>
    <message>
        <source>Show every setting</source>
        <translation>显示所有设置</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Start the training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Table (*.csv *.tsv *.xlsx)</source>
        <translation>表格 (*.csv *.tsv *.xlsx)</translation>
    </message>
    <message>
        <source>Table of labels</source>
        <translation>标签表</translation>
    </message>
    <message>
        <source>Take all back in</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Take from the library</source>
        <translation>取自检查库</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>The images are examined before anything is learned.</source>
        <translation>在学习之前先检验图像。</translation>
    </message>
    <message>
        <source>The last layer only</source>
        <translation>仅最后一层</translation>
    </message>
    <message>
        <source>The last stages</source>
        <translation>最后几个阶段</translation>
    </message>
    <message>
        <source>The model outlines a structure, such as the lungs.</source>
        <translation>模型勾画一个结构，例如肺。</translation>
    </message>
    <message>
        <source>The model says how likely each finding is in an image.</source>
        <translation>模型给出图像中每种征象的可能性。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>U-Net on EfficientNet-Lite0</source>
        <translation>基于 EfficientNet-Lite0 的 U-Net</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Verdicts of this site's readers</source>
        <translation>本机构阅片者的判读结论</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>投照体位</translation>
    </message>
    <message>
        <source>Vision transformer, small (6 blocks, patches of 16 pixels)</source>
        <translation>视觉 Transformer，小型（6 个块，16 像素的图块）</translation>
    </message>
    <message>
        <source>Weights, calibration and operating point are chosen by it.</source>
        <translation>权重、校准和工作点据此选定。</translation>
    </message>
    <message>
        <source>What is fitted</source>
        <translation>训练哪些层</translation>
    </message>
    <message>
        <source>What it is called</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What it is not for</source>
        <translation>不适用范围</translation>
    </message>
    <message>
        <source>What it learns</source>
        <translation>学习内容</translation>
    </message>
    <message>
        <source>What it starts from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>接受的输入</translation>
    </message>
    <message>
        <source>What the model is to do</source>
        <translation>模型要做什么</translation>
    </message>
    <message>
        <source>What they outline</source>
        <translation>它们勾画的结构</translation>
    </message>
    <message>
        <source>What was chosen</source>
        <translation>所选内容</translation>
    </message>
    <message>
        <source>What was signed in the library, as its manifest.</source>
        <translation>检查库中已签发的内容，作为其清单。</translation>
    </message>
    <message>
        <source>Where the evidence should lie</source>
        <translation>证据应在何处</translation>
    </message>
    <message>
        <source>Where the images come from</source>
        <translation>图像来源</translation>
    </message>
    <message>
        <source>Where the labelled images come from</source>
        <translation>已标注图像的来源</translation>
    </message>
    <message>
        <source>With few images: what the network sees stays, what it makes of that is learned anew. Fast.</source>
        <translation>图像较少时：网络所见保持不变，只重新学习其结论。快。</translation>
    </message>
    <message>
        <source>With some hundred images: what early stages see stays.</source>
        <translation>有数百幅图像时：早期阶段所见保持不变。</translation>
    </message>
    <message>
        <source>Writing the job</source>
        <translation>正在写入任务</translation>
    </message>
    <message>
        <source>a model of the other columns</source>
        <translation>由其他列建立的模型</translation>
    </message>
    <message>
        <source>all before the last number of a file's name</source>
        <translation>文件名中最后一个数字之前的全部内容</translation>
    </message>
    <message>
        <source>as the file shows them</source>
        <translation>按文件的显示</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>drawing the preview</source>
        <translation>绘制预览</translation>
    </message>
    <message>
        <source>for example: Lungs</source>
        <translation>例如：肺</translation>
    </message>
    <message>
        <source>keeping the draft</source>
        <translation>保存草稿</translation>
    </message>
    <message>
        <source>leave empty</source>
        <translation>留空</translation>
    </message>
    <message>
        <source>median of the training part</source>
        <translation>训练部分的中位数</translation>
    </message>
    <message>
        <source>most frequent value</source>
        <translation>最常见的值</translation>
    </message>
    <message>
        <source>nothing chosen yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>stretched</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>this value:</source>
        <translation>此值：</translation>
    </message>
    <message>
        <source>up to {time} before</source>
        <translation>之前最多 {time}</translation>
    </message>
    <message>
        <source>{effort}: {epochs} epochs, {batch} images a step, learning rate {rate}</source>
        <translation>{effort}：{epochs} 轮，每步 {batch} 幅图像，学习率 {rate}</translation>
    </message>
    <message>
        <source>{images} images of {patients} patients, {readable} readable. {left}</source>
        <translation>{patients} 名患者的 {images} 幅图像，其中 {readable} 幅可读。{left}</translation>
    </message>
    <message>
        <source>{images} of {n} patients.</source>
        <translation>{n} 名患者的 {images} 幅图像。</translation>
    </message>
    <message>
        <source>{needed} of {free} free</source>
        <translation>需要 {needed}，可用 {free}</translation>
    </message>
    <message>
        <source>{n} ({m})</source>
        <translation>{n}（{m}）</translation>
    </message>
    <message>
        <source>{n} empty cell</source>
        <translation>{n} 个空单元格</translation>
    </message>
    <message>
        <source>{n} empty cells</source>
        <translation>{n} 个空单元格</translation>
    </message>
    <message>
        <source>{n} image is left out.</source>
        <translation>排除了 {n} 幅图像。</translation>
    </message>
    <message>
        <source>{n} images are left out.</source>
        <translation>排除了 {n} 幅图像。</translation>
    </message>
    <message>
        <source>{n} problem stands in the way of training.</source>
        <translation>{n} 个问题妨碍训练。</translation>
    </message>
    <message>
        <source>{n} problems stand in the way of training.</source>
        <translation>{n} 个问题妨碍训练。</translation>
    </message>
    <message>
        <source>{problems} – stops training</source>
        <translation>{problems} – 妨碍训练</translation>
    </message>
    <message>
        <source>{time} on the {device}. {stages}.</source>
        <translation>在 {device} 上 {time}。{stages}。</translation>
    </message>
</context>
<context>
    <name>gui/worklist</name>
    <message>
        <source>Age from</source>
        <translation>年龄从</translation>
    </message>
    <message>
        <source>Age to</source>
        <translation>年龄到</translation>
    </message>
    <message>
        <source>All modalities</source>
        <translation>所有检查方式</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>It was deleted while it waited.</source>
        <translation>它在等待期间被删除。</translation>
    </message>
    <message>
        <source>Kept filters</source>
        <translation>保存的筛选</translation>
    </message>
    <message>
        <source>Name, ID, accession number or description</source>
        <translation>姓名、ID、检查号或描述</translation>
    </message>
    <message>
        <source>No other study waits in the worklist.</source>
        <translation>工作列表中没有其他待读检查。</translation>
    </message>
    <message>
        <source>Nothing waits here. Import studies into the library, or watch a folder.</source>
        <translation>没有待读检查。请将检查导入检查库，或监视文件夹。</translation>
    </message>
    <message>
        <source>Nothing waits to be scored</source>
        <translation>没有待评分的图像</translation>
    </message>
    <message>
        <source>Results of models are hidden until you have committed your own opinion.</source>
        <translation>在您提交自己的意见之前，模型结果保持隐藏。</translation>
    </message>
    <message>
        <source>Score in the background</source>
        <translation>后台评分</translation>
    </message>
    <message>
        <source>Scoring is off</source>
        <translation>评分已关闭</translation>
    </message>
    <message>
        <source>Scoring: {n} image waits</source>
        <translation>评分：{n} 幅图像等待中</translation>
    </message>
    <message>
        <source>Scoring: {n} images wait</source>
        <translation>评分：{n} 幅图像等待中</translation>
    </message>
    <message>
        <source>Search the worklist</source>
        <translation>搜索工作列表</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Watch a folder …</source>
        <translation>监视文件夹 …</translation>
    </message>
    <message>
        <source>Watching {folder}</source>
        <translation>正在监视 {folder}</translation>
    </message>
    <message>
        <source>Which studies are shown</source>
        <translation>显示哪些检查</translation>
    </message>
    <message>
        <source>listing the studies</source>
        <translation>列出检查</translation>
    </message>
    <message>
        <source>looking for the next study</source>
        <translation>查找下一个检查</translation>
    </message>
    <message>
        <source>scoring in the background</source>
        <translation>后台评分</translation>
    </message>
    <message>
        <source>watching the folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>{folder}: {n} file arriving</source>
        <translation>{folder}：{n} 个文件正在到达</translation>
    </message>
    <message>
        <source>{folder}: {n} files arriving</source>
        <translation>{folder}：{n} 个文件正在到达</translation>
    </message>
</context>
<context>
    <name>imaging/archive</name>
    <message>
        <source>it has too many members</source>
        <translation>其成员过多</translation>
    </message>
    <message>
        <source>it is a damaged ZIP archive</source>
        <translation>它是损坏的 ZIP 压缩包</translation>
    </message>
    <message>
        <source>it is protected by a password</source>
        <translation>它受密码保护</translation>
    </message>
    <message>
        <source>it unpacks to {n:,} files of {size:,.1f} GiB together</source>
        <translation>它将解压出 {n:,} 个文件，共 {size:,.1f} GiB</translation>
    </message>
    <message>
        <source>the disk has no room for the {size:,.1f} GiB that it unpacks to</source>
        <translation>磁盘空间不足以容纳解压出的 {size:,.1f} GiB</translation>
    </message>
    <message>
        <source>{name} cannot be unpacked: it is damaged, or stands twice in its archive.</source>
        <translation>{name} 无法解压：已损坏，或在压缩包中出现两次。</translation>
    </message>
    <message>
        <source>{name} has a name that leads out of its archive; it was left out.</source>
        <translation>{name} 的名称指向压缩包之外；未列入。</translation>
    </message>
    <message>
        <source>{name} is a link in an archive; it is not followed.</source>
        <translation>{name} 是压缩包中的链接；不予跟随。</translation>
    </message>
    <message>
        <source>{name} was left out of its archive: it would expand {most} times or more.</source>
        <translation>{name} 未从压缩包中取出：它将膨胀 {most} 倍或更多。</translation>
    </message>
</context>
<context>
    <name>imaging/deidentify</name>
    <message>
        <source>Only some of its frames were looked at.</source>
        <translation>只查看了其中部分帧。</translation>
    </message>
    <message>
        <source>Pictures of this kind often carry the patient's name, but no writing was found.</source>
        <translation>此类图像常带有患者姓名，但未发现文字。</translation>
    </message>
    <message>
        <source>Taking out identities</source>
        <translation>正在去除身份信息</translation>
    </message>
    <message>
        <source>The file says that writing is burned in, but none was found.</source>
        <translation>文件称烧录有文字，但未发现。</translation>
    </message>
    <message>
        <source>The secret of pseudonyms, {name}, cannot be used: {reason}.</source>
        <translation>假名密钥 {name} 无法使用：{reason}。</translation>
    </message>
    <message>
        <source>The secret of pseudonyms, {name}, is none: it needs {n} hex digits.</source>
        <translation>假名密钥 {name} 无效：需要 {n} 个十六进制数字。</translation>
    </message>
    <message>
        <source>What looks like writing lies in the middle of the picture: it may be anatomy.</source>
        <translation>图像中部有疑似文字：可能是解剖结构。</translation>
    </message>
    <message>
        <source>an identity is still in its header</source>
        <translation>其文件头中仍有身份信息</translation>
    </message>
    <message>
        <source>it has several pages: save them as files of their own first</source>
        <translation>它有多页：请先分别另存为文件</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation>它被截断</translation>
    </message>
    <message>
        <source>its header cannot be written correctly</source>
        <translation>其文件头无法正确写出</translation>
    </message>
    <message>
        <source>its pixels are no whole numbers from 0 to 65535, as PNG needs them</source>
        <translation>其像素不是 PNG 所需的 0 至 65535 的整数</translation>
    </message>
    <message>
        <source>the disk failed</source>
        <translation>磁盘出错</translation>
    </message>
    <message>
        <source>writing cannot be covered in pixels of this depth</source>
        <translation>无法遮盖此位深像素中的文字</translation>
    </message>
    <message>
        <source>{name} and {other} lie in each other: originals and de-identified files need folders of their own.</source>
        <translation>{name} 与 {other} 互相包含：原始文件与去标识化文件须各用自己的文件夹。</translation>
    </message>
    <message>
        <source>{name} holds a document, whose text cannot be cleaned.</source>
        <translation>{name} 含有文档，其文字无法清理。</translation>
    </message>
    <message>
        <source>{name} holds no picture, and is of a kind that is not cleaned.</source>
        <translation>{name} 不含图像，且属不予清理的类型。</translation>
    </message>
    <message>
        <source>{name} is a report, which is cleaned only when asked for.</source>
        <translation>{name} 是报告，仅在要求时清理。</translation>
    </message>
    <message>
        <source>{name} is far too large for a report.</source>
        <translation>{name} 作为报告过大。</translation>
    </message>
    <message>
        <source>{name} is held back: {doubts}</source>
        <translation>{name} 暂缓输出：{doubts}</translation>
    </message>
    <message>
        <source>{name} is no report of a de-identification.</source>
        <translation>{name} 不是去标识化报告。</translation>
    </message>
    <message>
        <source>{name} is of another schema: {schema}.</source>
        <translation>{name} 属于另一种格式：{schema}。</translation>
    </message>
    <message>
        <source>{name} was not written: {reason}.</source>
        <translation>{name} 未写出：{reason}。</translation>
    </message>
</context>
<context>
    <name>imaging/dicom</name>
    <message>
        <source>(not readable)</source>
        <translation>（不可读）</translation>
    </message>
    <message>
        <source>Behind the pixel data are bytes that belong to nothing; the picture may be displaced.</source>
        <translation>像素数据之后有不属于任何内容的字节；图像可能错位。</translation>
    </message>
    <message>
        <source>Colours of {bits} bits a channel are shown with 8.</source>
        <translation>每通道 {bits} 位的颜色以8位显示。</translation>
    </message>
    <message>
        <source>Item {number}</source>
        <translation>条目 {number}</translation>
    </message>
    <message>
        <source>More than {most:,} attributes: the others are not listed</source>
        <translation>属性超过 {most:,} 个：其余未列出</translation>
    </message>
    <message>
        <source>Nested too deeply: not listed</source>
        <translation>嵌套过深：未列出</translation>
    </message>
    <message>
        <source>Some pixels have more bits than the header says; the excess was cut off.</source>
        <translation>部分像素的位数多于文件头所述；多余的已截去。</translation>
    </message>
    <message>
        <source>The compressed pixels are signed, the header says unsigned; the header was believed.</source>
        <translation>压缩像素为有符号数，文件头称无符号；以文件头为准。</translation>
    </message>
    <message>
        <source>The data set is not encoded as its transfer syntax says; it was read as it is encoded.</source>
        <translation>数据集的编码与其传输语法不符；已按实际编码读取。</translation>
    </message>
    <message>
        <source>The file does not say whether its pixels are signed; unsigned was assumed.</source>
        <translation>文件未说明像素是否有符号；按无符号处理。</translation>
    </message>
    <message>
        <source>The file does not say whether low values are black; that was assumed.</source>
        <translation>文件未说明低值是否为黑；按此处理。</translation>
    </message>
    <message>
        <source>The file does not state its transfer syntax; it was recognised from its bytes.</source>
        <translation>文件未说明传输语法；已由其字节识别。</translation>
    </message>
    <message>
        <source>The file has a graphic overlay that is not drawn: {reason}.</source>
        <translation>文件带有未绘制的图形叠加层：{reason}。</translation>
    </message>
    <message>
        <source>The file states {frames} frames; one was assumed.</source>
        <translation>文件声明 {frames} 帧；按一帧处理。</translation>
    </message>
    <message>
        <source>The file states {stated}, but its compressed pixels are {in_stream}; the pixels were believed.</source>
        <translation>文件声明 {stated}，但其压缩像素为 {in_stream}；以像素为准。</translation>
    </message>
    <message>
        <source>The file states {stated}, but its pixels carry no such transform; RGB was assumed.</source>
        <translation>文件声明 {stated}，但其像素没有此变换；按 RGB 处理。</translation>
    </message>
    <message>
        <source>The file's VOI look-up table is not valid and was left out.</source>
        <translation>文件的 VOI 查找表无效，未予采用。</translation>
    </message>
    <message>
        <source>The file's display shutter is not valid and was left out.</source>
        <translation>文件的显示遮光器无效，未予采用。</translation>
    </message>
    <message>
        <source>The file's pixel spacing is not valid and was left out.</source>
        <translation>文件的像素间距无效，未予采用。</translation>
    </message>
    <message>
        <source>The file's window is not valid and was left out.</source>
        <translation>文件的窗宽窗位无效，未予采用。</translation>
    </message>
    <message>
        <source>The number of frames is not readable; it was counted from the pixel data.</source>
        <translation>帧数不可读；已由像素数据计数。</translation>
    </message>
    <message>
        <source>The pixel data holds {found} frames; the header says {frames}, which are shown.</source>
        <translation>像素数据含 {found} 帧；文件头称 {frames} 帧，按此显示。</translation>
    </message>
    <message>
        <source>The pixel data is {spare} bytes longer than the header needs; the rest is not shown.</source>
        <translation>像素数据比文件头所需多 {spare} 字节；多余的不显示。</translation>
    </message>
    <message>
        <source>The pixels are compressed as {codec}, not as the file states.</source>
        <translation>像素以 {codec} 压缩，与文件所述不符。</translation>
    </message>
    <message>
        <source>The pixels are not square: their height is {ratio:.4g} times their width.</source>
        <translation>像素不是正方形：其高为宽的 {ratio:.4g} 倍。</translation>
    </message>
    <message>
        <source>The scale of an ultrasound region is not valid and was left out.</source>
        <translation>某超声区域的比例尺无效，未予采用。</translation>
    </message>
    <message>
        <source>compressed frames</source>
        <translation>压缩帧</translation>
    </message>
    <message>
        <source>compressed pixels of this depth are not supported</source>
        <translation>不支持此位深的压缩像素</translation>
    </message>
    <message>
        <source>it has no data set</source>
        <translation>它没有数据集</translation>
    </message>
    <message>
        <source>it holds no pixel data</source>
        <translation>它不含像素数据</translation>
    </message>
    <message>
        <source>it inflates to more than {most} MiB</source>
        <translation>它将膨胀到 {most} MiB 以上</translation>
    </message>
    <message>
        <source>it is a DICOM object without an image</source>
        <translation>它是不含图像的 DICOM 对象</translation>
    </message>
    <message>
        <source>it is a DICOM object without an image ({name})</source>
        <translation>它是不含图像的 DICOM 对象（{name}）</translation>
    </message>
    <message>
        <source>it is a video ({name})</source>
        <translation>它是视频（{name}）</translation>
    </message>
    <message>
        <source>it is no DICOM file and has no tags</source>
        <translation>它不是 DICOM 文件，没有标签</translation>
    </message>
    <message>
        <source>it is shorter than its size needs</source>
        <translation>它短于其尺寸所需</translation>
    </message>
    <message>
        <source>its JPEG 2000 components differ in depth or size</source>
        <translation>其 JPEG 2000 各分量的位深或尺寸不同</translation>
    </message>
    <message>
        <source>its JPEG 2000 pixel data is cut short</source>
        <translation>其 JPEG 2000 像素数据被截断</translation>
    </message>
    <message>
        <source>its JPEG 2000 pixel data is damaged</source>
        <translation>其 JPEG 2000 像素数据已损坏</translation>
    </message>
    <message>
        <source>its RLE pixel data has {count} segments where the header needs {expected}</source>
        <translation>其 RLE 像素数据有 {count} 段，而文件头需要 {expected} 段</translation>
    </message>
    <message>
        <source>its RLE pixel data is cut short</source>
        <translation>其 RLE 像素数据被截断</translation>
    </message>
    <message>
        <source>its RLE pixel data is damaged</source>
        <translation>其 RLE 像素数据已损坏</translation>
    </message>
    <message>
        <source>its bits are not there</source>
        <translation>其数据位不存在</translation>
    </message>
    <message>
        <source>its compressed pixel data decodes to another size than the header states</source>
        <translation>其压缩像素数据解码后的尺寸与文件头所述不同</translation>
    </message>
    <message>
        <source>its compressed pixel data has no frame header</source>
        <translation>其压缩像素数据没有帧头</translation>
    </message>
    <message>
        <source>its compressed pixel data has {bits} bits, the header allocates {allocated}</source>
        <translation>其压缩像素数据为 {bits} 位，文件头分配 {allocated} 位</translation>
    </message>
    <message>
        <source>its compressed pixel data has {components} components, the header says {samples}</source>
        <translation>其压缩像素数据有 {components} 个分量，文件头称 {samples} 个</translation>
    </message>
    <message>
        <source>its compressed pixel data is cut short</source>
        <translation>其压缩像素数据被截断</translation>
    </message>
    <message>
        <source>its compressed pixel data is damaged</source>
        <translation>其压缩像素数据已损坏</translation>
    </message>
    <message>
        <source>its compressed pixel data is neither JPEG, JPEG-LS nor JPEG 2000</source>
        <translation>其压缩像素数据不是 JPEG、JPEG-LS 或 JPEG 2000</translation>
    </message>
    <message>
        <source>its compressed pixel data is {columns} × {rows} pixels, the header says {header_columns} × {header_rows}</source>
        <translation>其压缩像素数据为 {columns} × {rows} 像素，文件头称 {header_columns} × {header_rows}</translation>
    </message>
    <message>
        <source>its deflated data set is cut short</source>
        <translation>其 deflate 压缩的数据集被截断</translation>
    </message>
    <message>
        <source>its deflated data set is damaged</source>
        <translation>其 deflate 压缩的数据集已损坏</translation>
    </message>
    <message>
        <source>its encapsulated pixel data is damaged</source>
        <translation>其封装的像素数据已损坏</translation>
    </message>
    <message>
        <source>its header contradicts itself: pairs of pixels share chroma in an odd row</source>
        <translation>其文件头自相矛盾：行宽为奇数却要求像素成对共用色度</translation>
    </message>
    <message>
        <source>its header contradicts itself: {samples} samples a pixel for {stated}</source>
        <translation>其文件头自相矛盾：{stated} 每像素 {samples} 个采样</translation>
    </message>
    <message>
        <source>its header contradicts itself: {stored} bits stored, high bit {high_bit}, {allocated} allocated</source>
        <translation>其文件头自相矛盾：存储 {stored} 位，最高位 {high_bit}，分配 {allocated} 位</translation>
    </message>
    <message>
        <source>its header describes an image, but there is no pixel data</source>
        <translation>其文件头描述了图像，但没有像素数据</translation>
    </message>
    <message>
        <source>its header has an invalid {keyword}</source>
        <translation>其文件头的 {keyword} 无效</translation>
    </message>
    <message>
        <source>its header has no {keyword}</source>
        <translation>其文件头没有 {keyword}</translation>
    </message>
    <message>
        <source>its header has too many elements</source>
        <translation>其文件头元素过多</translation>
    </message>
    <message>
        <source>its header is damaged</source>
        <translation>其文件头已损坏</translation>
    </message>
    <message>
        <source>its header nests sequences too deeply</source>
        <translation>其文件头的序列嵌套过深</translation>
    </message>
    <message>
        <source>its header says that colours are signed</source>
        <translation>其文件头称颜色为有符号数</translation>
    </message>
    <message>
        <source>its origin is not valid</source>
        <translation>其原点无效</translation>
    </message>
    <message>
        <source>its photometric interpretation is not stated</source>
        <translation>未说明其光度解释</translation>
    </message>
    <message>
        <source>its photometric interpretation {stated} is not supported</source>
        <translation>不支持其光度解释 {stated}</translation>
    </message>
    <message>
        <source>its pixel data has too many fragments</source>
        <translation>其像素数据片段过多</translation>
    </message>
    <message>
        <source>its pixel data has {available} bytes where the header needs {needed}</source>
        <translation>其像素数据有 {available} 字节，而文件头需要 {needed} 字节</translation>
    </message>
    <message>
        <source>its pixel data holds {n} of {frames} frames</source>
        <translation>其像素数据只有 {frames} 帧中的 {n} 帧</translation>
    </message>
    <message>
        <source>its pixel data is compressed as JPEG XL, which is not supported</source>
        <translation>其像素数据以 JPEG XL 压缩，不受支持</translation>
    </message>
    <message>
        <source>its pixel data is compressed by a JPEG process that is not supported</source>
        <translation>其像素数据以不受支持的 JPEG 方式压缩</translation>
    </message>
    <message>
        <source>its pixel data is cut short</source>
        <translation>其像素数据被截断</translation>
    </message>
    <message>
        <source>its pixel data is cut short, and its header does not say how much there should be</source>
        <translation>其像素数据被截断，且文件头未说明应有多少</translation>
    </message>
    <message>
        <source>its pixel data is cut short: {available} of {needed} bytes</source>
        <translation>其像素数据被截断：只有 {needed} 字节中的 {available} 字节</translation>
    </message>
    <message>
        <source>its pixel data is empty</source>
        <translation>其像素数据为空</translation>
    </message>
    <message>
        <source>its pixel data is not encapsulated as its transfer syntax says</source>
        <translation>其像素数据未按其传输语法封装</translation>
    </message>
    <message>
        <source>its size is not that of the pixels it lies in</source>
        <translation>其尺寸与所在像素的尺寸不符</translation>
    </message>
    <message>
        <source>its size is not valid</source>
        <translation>其尺寸无效</translation>
    </message>
    <message>
        <source>its transfer syntax {declared} is not known</source>
        <translation>其传输语法 {declared} 未知</translation>
    </message>
    <message>
        <source>its {data} has {n} of {count} entries</source>
        <translation>其 {data} 只有 {count} 项中的 {n} 项</translation>
    </message>
    <message>
        <source>its {keyword} has {n} of {count} entries</source>
        <translation>其 {keyword} 只有 {count} 项中的 {n} 项</translation>
    </message>
    <message>
        <source>{allocated} bits allocated for {kind} pixels are not supported</source>
        <translation>不支持为 {kind} 像素分配 {allocated} 位</translation>
    </message>
    <message>
        <source>{n:,} bytes</source>
        <translation>{n:,} 字节</translation>
    </message>
    <message>
        <source>{n:,} item</source>
        <translation>{n:,} 个条目</translation>
    </message>
    <message>
        <source>{n:,} items</source>
        <translation>{n:,} 个条目</translation>
    </message>
</context>
<context>
    <name>imaging/export</name>
    <message>
        <source>Key images can only be saved together if they are of one study of one patient.</source>
        <translation>只有属于同一患者同一检查的关键图像才能一起保存。</translation>
    </message>
    <message>
        <source>The masks are empty: there is nothing to save.</source>
        <translation>掩膜为空：没有可保存的内容。</translation>
    </message>
    <message>
        <source>Writing image {number} of {n}</source>
        <translation>正在写入图像 {number}/{n}</translation>
    </message>
    <message>
        <source>{name} has no {keyword}, so that no DICOM object can refer to it.</source>
        <translation>{name} 没有 {keyword}，因此没有 DICOM 对象能引用它。</translation>
    </message>
    <message>
        <source>{name} has several frames: its masks can only be saved as PNG.</source>
        <translation>{name} 有多帧：其掩膜只能保存为 PNG。</translation>
    </message>
    <message>
        <source>{name} is no DICOM image, so that no DICOM object can refer to it.</source>
        <translation>{name} 不是 DICOM 图像，因此没有 DICOM 对象能引用它。</translation>
    </message>
    <message>
        <source>{name} is not empty: nothing was written, so that nothing is overwritten.</source>
        <translation>{name} 不是空的：未写入任何内容，以免覆盖。</translation>
    </message>
    <message>
        <source>{name} is of another size than the masks.</source>
        <translation>{name} 的尺寸与掩膜不同。</translation>
    </message>
</context>
<context>
    <name>imaging/guard</name>
    <message>
        <source>it is damaged ({kind})</source>
        <translation>它已损坏（{kind}）</translation>
    </message>
    <message>
        <source>it needs more memory than there is</source>
        <translation>它需要的内存超出现有内存</translation>
    </message>
</context>
<context>
    <name>imaging/image</name>
    <message>
        <source>at the detector, larger than the anatomy</source>
        <translation>探测器处，大于解剖实际</translation>
    </message>
    <message>
        <source>calibrated to the patient</source>
        <translation>已按患者校准</translation>
    </message>
    <message>
        <source>of the digitised film</source>
        <translation>数字化胶片处</translation>
    </message>
    <message>
        <source>whether calibrated is not stated</source>
        <translation>未说明是否校准</translation>
    </message>
</context>
<context>
    <name>imaging/isolated</name>
    <message>
        <source>it brings its decoder down</source>
        <translation>它导致解码器崩溃</translation>
    </message>
    <message>
        <source>it needs more memory than a single file may take</source>
        <translation>它需要的内存超出单个文件的上限</translation>
    </message>
    <message>
        <source>reading it takes longer than {n:g} seconds</source>
        <translation>读取它所需时间超过 {n:g} 秒</translation>
    </message>
    <message>
        <source>the system says: {reason}</source>
        <translation>系统提示：{reason}</translation>
    </message>
</context>
<context>
    <name>imaging/jpeg</name>
    <message>
        <source>Its compressed pixel data has bytes that belong to nothing; parts of the picture may be wrong.</source>
        <translation>其压缩像素数据含有不属于任何内容的字节；图像局部可能有误。</translation>
    </message>
</context>
<context>
    <name>imaging/kept</name>
    <message>
        <source>frame {frame} is asked for, but it has {frames}</source>
        <translation>要求第 {frame} 帧，但它只有 {frames} 帧</translation>
    </message>
</context>
<context>
    <name>imaging/lattice</name>
    <message>
        <source>it has only one image</source>
        <translation>它只有一幅图像</translation>
    </message>
    <message>
        <source>its images do not lie straight above one another</source>
        <translation>其图像不在一条直线上依次排列</translation>
    </message>
    <message>
        <source>its images do not say where in the patient they lie</source>
        <translation>其图像未说明在患者体内的位置</translation>
    </message>
    <message>
        <source>its images have no pixel spacing</source>
        <translation>其图像没有像素间距</translation>
    </message>
    <message>
        <source>its images lie at one place</source>
        <translation>其图像位于同一位置</translation>
    </message>
    <message>
        <source>slices are missing, or they are not evenly spaced: {min:.4g} to {max:.4g} mm apart</source>
        <translation>缺少断层，或间距不均：相距 {min:.4g} 至 {max:.4g} mm</translation>
    </message>
</context>
<context>
    <name>imaging/limits</name>
    <message>
        <source>it is longer than the {most} GiB that can be opened</source>
        <translation>它长于可打开的上限 {most} GiB</translation>
    </message>
    <message>
        <source>it is {columns} × {rows} pixels, more than the {most} megapixels or {bytes} MiB that can be opened</source>
        <translation>它为 {columns} × {rows} 像素，超出可打开的上限 {most} 百万像素或 {bytes} MiB</translation>
    </message>
</context>
<context>
    <name>imaging/masks</name>
    <message>
        <source>{name} is in colour: a mask is grey.</source>
        <translation>{name} 是彩色的：掩膜应为灰度。</translation>
    </message>
</context>
<context>
    <name>imaging/measure</name>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>心胸比</translation>
    </message>
    <message>
        <source>Chest</source>
        <translation>胸廓</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>心脏</translation>
    </message>
    <message>
        <source>Length across</source>
        <translation>横向长度</translation>
    </message>
    <message>
        <source>Length down</source>
        <translation>纵向长度</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Perimeter</source>
        <translation>周长</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素数</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>The saved annotations of this image are {fault}; the file is kept as {name}.</source>
        <translation>此图像已保存的标注{fault}；该文件保留为 {name}。</translation>
    </message>
    <message>
        <source>calibrated ultrasound region</source>
        <translation>已校准的超声区域</translation>
    </message>
    <message>
        <source>crosses ultrasound regions</source>
        <translation>跨越超声区域</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>far too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>no angle between time and distance</source>
        <translation>时间与距离之间没有角度</translation>
    </message>
    <message>
        <source>no pixel of the image has its centre inside</source>
        <translation>图像中没有像素的中心在其内</translation>
    </message>
    <message>
        <source>no ratio of time and distance</source>
        <translation>时间与距离之间没有比值</translation>
    </message>
    <message>
        <source>no spacing: in widths of a pixel, which is not square</source>
        <translation>无间距：以非正方形像素的宽度计</translation>
    </message>
    <message>
        <source>no spacing: no millimetres</source>
        <translation>无间距：不给出毫米值</translation>
    </message>
    <message>
        <source>no values: the picture is in colour</source>
        <translation>无数值：图像为彩色</translation>
    </message>
    <message>
        <source>of another version of the program</source>
        <translation>属于其他版本的程序</translation>
    </message>
    <message>
        <source>outside the image</source>
        <translation>在图像之外</translation>
    </message>
    <message>
        <source>outside the ultrasound regions</source>
        <translation>在超声区域之外</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充值</translation>
    </message>
    <message>
        <source>the outline crosses itself</source>
        <translation>轮廓自相交叉</translation>
    </message>
    <message>
        <source>this ultrasound region has no scale</source>
        <translation>该超声区域没有比例尺</translation>
    </message>
    <message>
        <source>those of another image</source>
        <translation>属于另一幅图像</translation>
    </message>
    <message>
        <source>{n} of the saved annotations of this image cannot be read; their file is kept as {name}.</source>
        <translation>此图像已保存的标注中有 {n} 个无法读取；其文件保留为 {name}。</translation>
    </message>
</context>
<context>
    <name>imaging/open</name>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>its path is not valid</source>
        <translation>其路径无效</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
</context>
<context>
    <name>imaging/phantom</name>
    <message>
        <source>Computing the CT phantom</source>
        <translation>正在计算 CT 体模</translation>
    </message>
</context>
<context>
    <name>imaging/pixels</name>
    <message>
        <source>its values need more than 64 bits</source>
        <translation>其数值需要64位以上</translation>
    </message>
    <message>
        <source>none of its pixels is a number</source>
        <translation>其像素没有一个是数</translation>
    </message>
    <message>
        <source>{n} pixels are no numbers and are shown as the least value.</source>
        <translation>{n} 个像素不是数，按最小值显示。</translation>
    </message>
</context>
<context>
    <name>imaging/raster</name>
    <message>
        <source>Colours of 16 bits a channel are shown with 8.</source>
        <translation>每通道16位的颜色以8位显示。</translation>
    </message>
    <message>
        <source>The picture has transparent parts; they are shown on black.</source>
        <translation>图像有透明部分；显示在黑色背景上。</translation>
    </message>
    <message>
        <source>it has more than {most} megapixels</source>
        <translation>它超过 {most} 百万像素</translation>
    </message>
    <message>
        <source>it is a damaged picture, or of a variant that is not known</source>
        <translation>它是损坏的图片，或属未知变体</translation>
    </message>
</context>
<context>
    <name>imaging/reslice</name>
    <message>
        <source>Axial</source>
        <translation>横断位</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状位</translation>
    </message>
</context>
<context>
    <name>imaging/results</name>
    <message>
        <source>A contour is not drawn here: it does not lie in the plane of the image.</source>
        <translation>有轮廓未在此绘制：它不在图像平面内。</translation>
    </message>
    <message>
        <source>A segmentation is not drawn here: it is of another size than the image.</source>
        <translation>有分割未在此绘制：其尺寸与图像不同。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>It is not drawn: its patient ID is not that of the image.</source>
        <translation>未绘制：其患者 ID 与图像不符。</translation>
    </message>
    <message>
        <source>It is not drawn: its patient's birth date is not that of the image.</source>
        <translation>未绘制：其患者出生日期与图像不符。</translation>
    </message>
    <message>
        <source>Its presentation look-up table is not applied.</source>
        <translation>未应用其显示查找表。</translation>
    </message>
    <message>
        <source>Made by software without a person's check, as the file says.</source>
        <translation>如文件所述，由软件生成，未经人工核对。</translation>
    </message>
    <message>
        <source>Marks of the report</source>
        <translation>报告的标记</translation>
    </message>
    <message>
        <source>Measurement {number}</source>
        <translation>测量 {number}</translation>
    </message>
    <message>
        <source>None of the {n} images that it refers to is open.</source>
        <translation>它所引用的 {n} 幅图像均未打开。</translation>
    </message>
    <message>
        <source>Presentation state</source>
        <translation>显示状态</translation>
    </message>
    <message>
        <source>Reading results</source>
        <translation>正在读取结果</translation>
    </message>
    <message>
        <source>Region {place}</source>
        <translation>区域 {place}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Segment {place}</source>
        <translation>分割 {place}</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Structures</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>The image that it refers to is not open.</source>
        <translation>它所引用的图像未打开。</translation>
    </message>
    <message>
        <source>The report is unverified or incomplete, as it says itself.</source>
        <translation>如报告自身所述，它未经核实或不完整。</translation>
    </message>
    <message>
        <source>The shutter of the presentation state is not valid and was left out.</source>
        <translation>显示状态的遮光器无效，未予采用。</translation>
    </message>
    <message>
        <source>it is a segmentation of {frames} frames, more than {most}</source>
        <translation>它是 {frames} 帧的分割，多于 {most} 帧</translation>
    </message>
    <message>
        <source>it is no result that can be shown</source>
        <translation>它不是可显示的结果</translation>
    </message>
    <message>
        <source>its content tree is too deep or too large</source>
        <translation>其内容树过深或过大</translation>
    </message>
    <message>
        <source>its contours have more than {most:,} points</source>
        <translation>其轮廓的点数超过 {most:,}</translation>
    </message>
    <message>
        <source>its document is larger than 16 MiB</source>
        <translation>其文档大于 16 MiB</translation>
    </message>
    <message>
        <source>its document is no PDF</source>
        <translation>其文档不是 PDF</translation>
    </message>
    <message>
        <source>its frame {frame} is of a segment that it does not describe</source>
        <translation>其第 {frame} 帧属于它未描述的分割</translation>
    </message>
    <message>
        <source>its header has an invalid SegmentationType</source>
        <translation>其文件头的 SegmentationType 无效</translation>
    </message>
    <message>
        <source>its segments need more than {most} MiB of memory</source>
        <translation>其分割需要 {most} MiB 以上的内存</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>无值</translation>
    </message>
    <message>
        <source>{bad} of its annotations are damaged or of an unknown kind, and left out.</source>
        <translation>其标注中有 {bad} 个已损坏或类型未知，未列入。</translation>
    </message>
    <message>
        <source>{bad} of its contours are damaged or of an unknown type, and left out.</source>
        <translation>其轮廓中有 {bad} 个已损坏或类型未知，未列入。</translation>
    </message>
    <message>
        <source>{name} cannot be drawn here: {reason}.</source>
        <translation>{name} 无法在此绘制：{reason}。</translation>
    </message>
    <message>
        <source>{n} of the {total} images that it refers to are not open.</source>
        <translation>它所引用的 {total} 幅图像中有 {n} 幅未打开。</translation>
    </message>
</context>
<context>
    <name>imaging/scan</name>
    <message>
        <source>Looking for files</source>
        <translation>正在查找文件</translation>
    </message>
    <message>
        <source>Scanning: {files} files, {n} with images</source>
        <translation>扫描中：{files} 个文件，其中 {n} 个含图像</translation>
    </message>
    <message>
        <source>{name} cannot be unpacked: {reason}.</source>
        <translation>{name} 无法解压：{reason}。</translation>
    </message>
    <message>
        <source>{name} is a copy of {other}, and shown once.</source>
        <translation>{name} 是 {other} 的副本，只显示一次。</translation>
    </message>
</context>
<context>
    <name>imaging/sniff</name>
    <message>
        <source>a 7-Zip archive</source>
        <translation>7-Zip 压缩包</translation>
    </message>
    <message>
        <source>a GIF picture</source>
        <translation>GIF 图片</translation>
    </message>
    <message>
        <source>a JPEG 2000 picture</source>
        <translation>JPEG 2000 图片</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a PostScript document</source>
        <translation>PostScript 文档</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>a RIFF file (WebP, sound or video)</source>
        <translation>RIFF 文件（WebP、音频或视频）</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ZIP 压缩包</translation>
    </message>
    <message>
        <source>a bare JPEG 2000 stream</source>
        <translation>裸 JPEG 2000 码流</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>gzip 压缩包</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>an Office document</source>
        <translation>Office 文档</translation>
    </message>
    <message>
        <source>it is a text file, not an image</source>
        <translation>它是文本文件，不是图像</translation>
    </message>
    <message>
        <source>it is a web page, not an image</source>
        <translation>它是网页，不是图像</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is neither a DICOM file nor a PNG, JPEG, TIFF or BMP picture</source>
        <translation>它既不是 DICOM 文件，也不是 PNG、JPEG、TIFF 或 BMP 图片</translation>
    </message>
    <message>
        <source>it is {name}, not an image that can be opened</source>
        <translation>它是{name}，不是可打开的图像</translation>
    </message>
</context>
<context>
    <name>imaging/stacking</name>
    <message>
        <source>, and at {n} further places</source>
        <translation>，另有 {n} 处</translation>
    </message>
    <message>
        <source>Slices are missing: images {first} and {second} are {step:.4g} mm apart, not {usual:.4g} mm{more}.</source>
        <translation>缺少断层：图像 {first} 与 {second} 相距 {step:.4g} mm，而非 {usual:.4g} mm{more}。</translation>
    </message>
    <message>
        <source>The slices are not evenly spaced: {least:.4g} to {most:.4g} mm apart.</source>
        <translation>断层间距不均：相距 {least:.4g} 至 {most:.4g} mm。</translation>
    </message>
</context>
<context>
    <name>imaging/targets</name>
    <message>
        <source>not a possible name</source>
        <translation>名称不可用</translation>
    </message>
    <message>
        <source>{name} cannot be listed: {reason}.</source>
        <translation>{name} 无法列出：{reason}。</translation>
    </message>
    <message>
        <source>{name} cannot be read ({reason}).</source>
        <translation>{name} 无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>{name} does not exist.</source>
        <translation>{name} 不存在。</translation>
    </message>
    <message>
        <source>{name} is a link that leads out of the folder; it is not followed.</source>
        <translation>{name} 是指向文件夹之外的链接；不予跟随。</translation>
    </message>
    <message>
        <source>{name} is not a regular file.</source>
        <translation>{name} 不是普通文件。</translation>
    </message>
</context>
<context>
    <name>imaging/text</name>
    <message>
        <source>{name} cannot be opened: {reason}.</source>
        <translation>{name} 无法打开：{reason}。</translation>
    </message>
</context>
<context>
    <name>imaging/volume</name>
    <message>
        <source>Reading slices: {done} of {count}</source>
        <translation>正在读取断层：{done}/{count}</translation>
    </message>
    <message>
        <source>The gantry was tilted: the slices are shifted so that they stand straight.</source>
        <translation>扫描架曾倾斜：已平移各断层使其对正。</translation>
    </message>
    <message>
        <source>This is phase {place} of {phases}.</source>
        <translation>这是第 {place} 期，共 {phases} 期。</translation>
    </message>
    <message>
        <source>This series cannot be shown in three planes: {reason}.</source>
        <translation>此序列无法以三平面显示：{reason}。</translation>
    </message>
    <message>
        <source>it needs {size:.1f} GiB of memory, and {free:.1f} are free</source>
        <translation>它需要 {size:.1f} GiB 内存，可用 {free:.1f} GiB</translation>
    </message>
    <message>
        <source>its images are in colour</source>
        <translation>其图像为彩色</translation>
    </message>
    <message>
        <source>its images are not in one unit</source>
        <translation>其图像单位不一</translation>
    </message>
    <message>
        <source>its images are not of one size</source>
        <translation>其图像尺寸不一</translation>
    </message>
    <message>
        <source>some places are shown several times, and others not</source>
        <translation>有些位置显示多次，有些则没有</translation>
    </message>
</context>
<context>
    <name>imaging/windowing</name>
    <message>
        <source>full range</source>
        <translation>全范围</translation>
    </message>
    <message>
        <source>percentiles {least:g} to {most:g}</source>
        <translation>百分位 {least:g} 至 {most:g}</translation>
    </message>
</context>
<context>
    <name>inference/appearance</name>
    <message>
        <source>Model {name}: the input gate cannot be read.</source>
        <translation>模型 {name}：输入门控无法读取。</translation>
    </message>
    <message>
        <source>Model {name}: the input gate does not fit what its metadata say.</source>
        <translation>模型 {name}：输入门控与其元数据不符。</translation>
    </message>
    <message>
        <source>The picture does not look like a frontal chest radiograph.</source>
        <translation>图像看起来不像正位胸片。</translation>
    </message>
    <message>
        <source>The picture seems to be a negative (inverted: black for white).</source>
        <translation>图像似为负片（黑白反转）。</translation>
    </message>
    <message>
        <source>The picture seems to be too blurred to be judged.</source>
        <translation>图像似过于模糊，无法判定。</translation>
    </message>
    <message>
        <source>The picture seems to be upside down.</source>
        <translation>图像似上下颠倒。</translation>
    </message>
    <message>
        <source>The picture seems to lie on its side (turned by 90°).</source>
        <translation>图像似侧置（旋转 90°）。</translation>
    </message>
    <message>
        <source>The picture seems to show only a part of a chest (cropped).</source>
        <translation>图像似只显示部分胸部（被裁切）。</translation>
    </message>
</context>
<context>
    <name>inference/batch</name>
    <message>
        <source>The journal {name} cannot be used: {reason}.</source>
        <translation>日志 {name} 无法使用：{reason}。</translation>
    </message>
    <message>
        <source>The journal {name} cannot be written: {reason}.</source>
        <translation>日志 {name} 无法写入：{reason}。</translation>
    </message>
    <message>
        <source>{name} is no journal of a batch; it was left as it is.</source>
        <translation>{name} 不是批量任务的日志；已保持原样。</translation>
    </message>
    <message>
        <source>{name} is no regular file, so it can be no journal of a batch.</source>
        <translation>{name} 不是普通文件，因此不能作批量任务的日志。</translation>
    </message>
</context>
<context>
    <name>inference/bundle</name>
    <message>
        <source>Model {name} has no finding named {finding}.</source>
        <translation>模型 {name} 没有名为 {finding} 的征象。</translation>
    </message>
    <message>
        <source>Model {name}: metadata.json is far too large.</source>
        <translation>模型 {name}：metadata.json 过大。</translation>
    </message>
    <message>
        <source>Model {name}: metadata.json lists no sha256 for {file}.</source>
        <translation>模型 {name}：metadata.json 未列出 {file} 的 sha256。</translation>
    </message>
    <message>
        <source>Model {name}: the file name {file} leads out of the bundle.</source>
        <translation>模型 {name}：文件名 {file} 指向模型包之外。</translation>
    </message>
    <message>
        <source>Model {name}: {file} cannot be read ({reason}).</source>
        <translation>模型 {name}：{file} 无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>Model {name}: {file} is not a regular file.</source>
        <translation>模型 {name}：{file} 不是普通文件。</translation>
    </message>
    <message>
        <source>Model {name}: {file} was altered (its sha256 is another).</source>
        <translation>模型 {name}：{file} 已被更改（其 sha256 不同）。</translation>
    </message>
</context>
<context>
    <name>inference/engines</name>
    <message>
        <source>Model {name}: the graph cannot be loaded.</source>
        <translation>模型 {name}：计算图无法加载。</translation>
    </message>
    <message>
        <source>Model {name}: the weights do not fit the architecture.</source>
        <translation>模型 {name}：权重与网络结构不符。</translation>
    </message>
    <message>
        <source>Model {name}: the weights hold values that are not numbers.</source>
        <translation>模型 {name}：权重中含有非数值。</translation>
    </message>
    <message>
        <source>This machine has no {device} device that torch can use.</source>
        <translation>本机没有 torch 可用的 {device} 设备。</translation>
    </message>
</context>
<context>
    <name>inference/gate</name>
    <message>
        <source>The body part is not stated.</source>
        <translation>未说明身体部位。</translation>
    </message>
    <message>
        <source>The body part is {part}; the model is for {either}.</source>
        <translation>身体部位为 {part}；该模型适用于 {either}。</translation>
    </message>
    <message>
        <source>The file does not say that it is a radiograph.</source>
        <translation>文件未说明它是 X 线摄影。</translation>
    </message>
    <message>
        <source>The file says that text is burned into the picture.</source>
        <translation>文件称图像中烧录有文字。</translation>
    </message>
    <message>
        <source>The modality is {modality}; the model is for {either}.</source>
        <translation>检查方式为 {modality}；该模型适用于 {either}。</translation>
    </message>
    <message>
        <source>The patient's age is not stated.</source>
        <translation>未说明患者年龄。</translation>
    </message>
    <message>
        <source>The patient's age is {age:.3g} years; the model is for patients from {low:g} to under {high:g} years.</source>
        <translation>患者年龄为 {age:.3g} 岁；该模型适用于 {low:g} 岁至未满 {high:g} 岁的患者。</translation>
    </message>
    <message>
        <source>The view is not stated.</source>
        <translation>未说明投照体位。</translation>
    </message>
    <message>
        <source>The view is {view}; the model is for {either}.</source>
        <translation>投照体位为 {view}；该模型适用于 {either}。</translation>
    </message>
    <message>
        <source>This is a phantom and not a patient: the score shows how the program works, nothing else.</source>
        <translation>这是体模而非患者：评分只演示程序如何工作，别无他意。</translation>
    </message>
    <message>
        <source>{some} or {last}</source>
        <translation>{some}或{last}</translation>
    </message>
</context>
<context>
    <name>inference/installing</name>
    <message>
        <source>Another {name} {version} is installed already.</source>
        <translation>已安装另一个 {name} {version}。</translation>
    </message>
    <message>
        <source>The model cannot be installed: {reason}.</source>
        <translation>模型无法安装：{reason}。</translation>
    </message>
</context>
<context>
    <name>inference/ledger</name>
    <message>
        <source>Nothing was changed: the history of {what} cannot be written ({reason}).</source>
        <translation>未作任何更改：{what}的历史记录无法写入（{reason}）。</translation>
    </message>
    <message>
        <source>One line is damaged in the history of {what} and left out.</source>
        <translation>{what}的历史记录中有一行已损坏，未列入。</translation>
    </message>
    <message>
        <source>The history of {what} cannot be read: {reason}.</source>
        <translation>{what}的历史记录无法读取：{reason}。</translation>
    </message>
    <message>
        <source>it is far too large</source>
        <translation>它过大</translation>
    </message>
    <message>
        <source>{n} lines are damaged in the history of {what} and left out.</source>
        <translation>{what}的历史记录中有 {n} 行已损坏，未列入。</translation>
    </message>
    <message>
        <source>{what} is changed only with a name and a reason.</source>
        <translation>更改{what}须填写姓名和理由。</translation>
    </message>
</context>
<context>
    <name>inference/live</name>
    <message>
        <source>No model was promoted here: there is nothing to take back.</source>
        <translation>此处未启用过任何模型：没有可撤回的内容。</translation>
    </message>
    <message>
        <source>The live model</source>
        <translation>在用模型</translation>
    </message>
    <message>
        <source>live models</source>
        <translation>在用模型</translation>
    </message>
    <message>
        <source>{name} and {other} do not do the same task.</source>
        <translation>{name} 与 {other} 的任务不同。</translation>
    </message>
</context>
<context>
    <name>inference/lungs</name>
    <message>
        <source>Only one lung field is to be seen.</source>
        <translation>只能看到一侧肺野。</translation>
    </message>
    <message>
        <source>The lung fields are ragged, as lungs are not.</source>
        <translation>肺野边缘参差，不似真实肺野。</translation>
    </message>
    <message>
        <source>The lung fields do not lie beside each other.</source>
        <translation>两侧肺野不是左右并列。</translation>
    </message>
    <message>
        <source>The lung fields fill more of the image than lungs can.</source>
        <translation>肺野占图像的比例超出肺的可能范围。</translation>
    </message>
    <message>
        <source>There are no lung fields of a size to be expected.</source>
        <translation>没有符合预期大小的肺野。</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>下缘</translation>
    </message>
    <message>
        <source>top</source>
        <translation>上缘</translation>
    </message>
</context>
<context>
    <name>inference/mask_edits</name>
    <message>
        <source>The mask edited by hand is {fault}; the file is kept as {name}.</source>
        <translation>手动编辑的掩膜{fault}；该文件保留为 {name}。</translation>
    </message>
    <message>
        <source>of another size than the image</source>
        <translation>与图像尺寸不同</translation>
    </message>
    <message>
        <source>that of another image</source>
        <translation>属于另一幅图像</translation>
    </message>
</context>
<context>
    <name>inference/metadata</name>
    <message>
        <source>Model {bundle}: metadata.json is not valid ({problem}).</source>
        <translation>模型 {bundle}：metadata.json 无效（{problem}）。</translation>
    </message>
    <message>
        <source>a classification outlines no structure</source>
        <translation>分类模型不勾画结构</translation>
    </message>
    <message>
        <source>a limit of the input gate is out of range</source>
        <translation>输入门控的某个限值超出范围</translation>
    </message>
    <message>
        <source>a segmentation needs a structure, and has no findings</source>
        <translation>分割模型需要结构，且没有征象</translation>
    </message>
    <message>
        <source>an input of {size} pixels</source>
        <translation>输入为 {size} 像素</translation>
    </message>
    <message>
        <source>calibration or saliency scale of {name} is not positive</source>
        <translation>{name} 的校准或影响图刻度不是正数</translation>
    </message>
    <message>
        <source>input.age_years does not rise</source>
        <translation>input.age_years 不是递增的</translation>
    </message>
    <message>
        <source>input.std is not positive, or input.mean not finite</source>
        <translation>input.std 不是正数，或 input.mean 不是有限数</translation>
    </message>
    <message>
        <source>name or version is not made of letters, digits, dots and hyphens</source>
        <translation>名称或版本不是由字母、数字、点和连字符组成</translation>
    </message>
    <message>
        <source>the input gate's kinds lack chest, or one stands there twice</source>
        <translation>输入门控的类别缺少 chest，或某类别出现两次</translation>
    </message>
    <message>
        <source>the operating point of {name} is not between 0 and 1</source>
        <translation>{name} 的工作点不在0与1之间</translation>
    </message>
    <message>
        <source>the reference of {name} is empty or no list of probabilities</source>
        <translation>{name} 的参考数据为空或不是概率列表</translation>
    </message>
    <message>
        <source>the self-check has not one logit a finding</source>
        <translation>自检没有为每种征象各给一个 logit</translation>
    </message>
    <message>
        <source>the self-check has not {n}×{n} logits</source>
        <translation>自检没有 {n}×{n} 个 logit</translation>
    </message>
    <message>
        <source>the self-check's tolerance is not between 0 and {most}</source>
        <translation>自检的容差不在0与 {most} 之间</translation>
    </message>
    <message>
        <source>the structure's name, threshold or pieces make no sense</source>
        <translation>结构的名称、阈值或块数不合理</translation>
    </message>
    <message>
        <source>the uncertain band of {name} does not hold its operating point</source>
        <translation>{name} 的不确定区间不包含其工作点</translation>
    </message>
    <message>
        <source>there is no finding: findings is empty</source>
        <translation>没有征象：findings 为空</translation>
    </message>
    <message>
        <source>two findings have one name, or a name cannot be printed</source>
        <translation>两种征象同名，或名称无法显示</translation>
    </message>
</context>
<context>
    <name>inference/outcome</name>
    <message>
        <source>the system refused</source>
        <translation>系统拒绝</translation>
    </message>
    <message>
        <source>{name}: an internal error ({kind}); the log file has more.</source>
        <translation>{name}：内部错误（{kind}）；详见日志文件。</translation>
    </message>
    <message>
        <source>{name}: there is too little memory for it.</source>
        <translation>{name}：内存不足。</translation>
    </message>
</context>
<context>
    <name>inference/picture_rules</name>
    <message>
        <source>The image is in colour; the model is for radiographs.</source>
        <translation>图像为彩色；该模型适用于 X 线摄影。</translation>
    </message>
    <message>
        <source>The image is one even grey: there is nothing to be judged.</source>
        <translation>图像为均匀灰色：没有可判定的内容。</translation>
    </message>
    <message>
        <source>The image of {size} is too narrow to show a whole chest.</source>
        <translation>{size}的图像过窄，不能显示完整胸部。</translation>
    </message>
    <message>
        <source>The image of {size} is too small to be judged.</source>
        <translation>{size}的图像过小，无法判定。</translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation>{size} 像素</translation>
    </message>
</context>
<context>
    <name>inference/predictor</name>
    <message>
        <source>Model {name} gave no finite score for this image.</source>
        <translation>模型 {name} 未对此图像给出有限的评分。</translation>
    </message>
    <message>
        <source>Model {name} gives no scores: it outlines a structure.</source>
        <translation>模型 {name} 不给评分：它勾画结构。</translation>
    </message>
    <message>
        <source>Model {name} gives nothing for an input gate to see.</source>
        <translation>模型 {name} 没有可供输入门控查看的内容。</translation>
    </message>
    <message>
        <source>Model {name} has no input gate that learned.</source>
        <translation>模型 {name} 没有经学习的输入门控。</translation>
    </message>
    <message>
        <source>Preparing the image</source>
        <translation>正在准备图像</translation>
    </message>
    <message>
        <source>Running the model</source>
        <translation>正在运行模型</translation>
    </message>
    <message>
        <source>Scoring altered copies</source>
        <translation>正在为变动副本评分</translation>
    </message>
    <message>
        <source>This model is experimental: read its card, and rely on no score of it.</source>
        <translation>此模型为实验性：请阅读其模型卡，勿依赖其任何评分。</translation>
    </message>
</context>
<context>
    <name>inference/registry</name>
    <message>
        <source>No model is installed.</source>
        <translation>没有安装模型。</translation>
    </message>
    <message>
        <source>No model named {name} is installed.</source>
        <translation>没有安装名为 {name} 的模型。</translation>
    </message>
    <message>
        <source>No segmentation model is installed.</source>
        <translation>没有安装分割模型。</translation>
    </message>
    <message>
        <source>The models in the folder {name} cannot be listed: {reason}.</source>
        <translation>文件夹 {name} 中的模型无法列出：{reason}。</translation>
    </message>
    <message>
        <source>{model} is live here, but not installed as it was.</source>
        <translation>{model} 在此为在用模型，但安装的已非原样。</translation>
    </message>
</context>
<context>
    <name>inference/runtime</name>
    <message>
        <source>Model {name}: the graph has not the outputs that are recorded.</source>
        <translation>模型 {name}：计算图没有所记录的输出。</translation>
    </message>
    <message>
        <source>Model {name}: the stored input cannot be read.</source>
        <translation>模型 {name}：所存输入无法读取。</translation>
    </message>
    <message>
        <source>Model {name}: the stored input gives other scores than those recorded.</source>
        <translation>模型 {name}：所存输入得出的评分与记录不同。</translation>
    </message>
    <message>
        <source>Model {name}: the stored input is not {size} pixels.</source>
        <translation>模型 {name}：所存输入不是 {size} 像素。</translation>
    </message>
    <message>
        <source>There is too little memory to run the model.</source>
        <translation>内存不足，无法运行模型。</translation>
    </message>
    <message>
        <source>{instead_of} had too little memory; the model now runs on the CPU.</source>
        <translation>{instead_of} 内存不足；模型现改用 CPU 运行。</translation>
    </message>
</context>
<context>
    <name>inference/saliency</name>
    <message>
        <source>A linear model of the score, from cells hidden at random.</source>
        <translation>评分的线性模型，由随机遮挡的单元得出。</translation>
    </message>
    <message>
        <source>After a little noise, or a shift by 2 %, the maps resemble each other by {value:.2f} (SSIM).</source>
        <translation>加少许噪声或平移 2 % 后，影响图之间的相似度为 {value:.2f}（SSIM）。</translation>
    </message>
    <message>
        <source>Agreement with another method</source>
        <translation>与另一种方法的一致性</translation>
    </message>
    <message>
        <source>Class activation</source>
        <translation>类激活</translation>
    </message>
    <message>
        <source>Deletion, against random order</source>
        <translation>删除，相对于随机顺序</translation>
    </message>
    <message>
        <source>Exact parts of the score, one a cell of the network's last layer.</source>
        <translation>评分的精确组成，网络最后一层每个单元一份。</translation>
    </message>
    <message>
        <source>Features of the last layer, weighted by their gradients.</source>
        <translation>最后一层的特征，按其梯度加权。</translation>
    </message>
    <message>
        <source>Grad-CAM++</source>
        <translation>Grad-CAM++</translation>
    </message>
    <message>
        <source>Hiding first what the map marks lowers the log odds by {value:.2f} more than a random order.</source>
        <translation>先遮挡影响图所标之处，对数优势比随机顺序多降低 {value:.2f}。</translation>
    </message>
    <message>
        <source>How far the score falls where detail is hidden.</source>
        <translation>遮挡细节处后评分降低的程度。</translation>
    </message>
    <message>
        <source>Influence at the border, against area</source>
        <translation>边缘处的影响，相对于面积</translation>
    </message>
    <message>
        <source>Influence in the lungs, against area</source>
        <translation>肺内的影响，相对于面积</translation>
    </message>
    <message>
        <source>Insertion, against random order</source>
        <translation>插入，相对于随机顺序</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>It marks what {other} marks to a degree of {value:.2f} (1 would be the same order, 0 chance).</source>
        <translation>它与{other}所标之处的一致程度为 {value:.2f}（1 为顺序相同，0 为偶然）。</translation>
    </message>
    <message>
        <source>LIME</source>
        <translation>LIME</translation>
    </message>
    <message>
        <source>Loading torch, once</source>
        <translation>正在加载 torch（仅一次）</translation>
    </message>
    <message>
        <source>Map with random weights</source>
        <translation>随机权重下的影响图</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>遮挡法</translation>
    </message>
    <message>
        <source>Parts of the score, summed along a path from a picture without detail.</source>
        <translation>评分的组成，沿着从无细节图像出发的路径累加。</translation>
    </message>
    <message>
        <source>Same map after noise or a small shift</source>
        <translation>加噪或小幅平移后影响图不变</translation>
    </message>
    <message>
        <source>Score with borders or markers hidden</source>
        <translation>遮挡边缘或标记后的评分</translation>
    </message>
    <message>
        <source>Showing first what the map marks raises the log odds by {value:.2f} more than a random order.</source>
        <translation>先显示影响图所标之处，对数优势比随机顺序多升高 {value:.2f}。</translation>
    </message>
    <message>
        <source>Strongest point in the lungs, above chance</source>
        <translation>最强点在肺内，高于偶然</translation>
    </message>
    <message>
        <source>The probability moves by {value:.2f} on average when borders or markers are hidden.</source>
        <translation>遮挡边缘或标记后，概率平均变动 {value:.2f}。</translation>
    </message>
    <message>
        <source>The strongest point lies in the lungs in {percent:.0f} % of the images; a random one would in {area:.0f} %.</source>
        <translation>在 {percent:.0f} % 的图像中最强点位于肺内；随机点则为 {area:.0f} %。</translation>
    </message>
    <message>
        <source>There is no saliency method {name}; there are {known}.</source>
        <translation>没有影响图方法 {name}；可用的有 {known}。</translation>
    </message>
    <message>
        <source>With random weights the map stays like itself to a degree of {value:.2f} (with half of the layers random {half:.2f}, with the output layer alone {output:.2f}; 1 would be unchanged).</source>
        <translation>权重随机时，影响图与自身的相似程度为 {value:.2f}（一半层随机时 {half:.2f}，仅输出层随机时 {output:.2f}；1 为不变）。</translation>
    </message>
    <message>
        <source>the scale of {method} for {finding} is not positive</source>
        <translation>{finding} 的 {method} 刻度不是正数</translation>
    </message>
    <message>
        <source>{name} needs {library}, which is not installed here; class activation, occlusion and LIME do not.</source>
        <translation>{name}需要 {library}，此处未安装；类激活、遮挡法和 LIME 不需要。</translation>
    </message>
    <message>
        <source>{name}: not measured ({reason}).</source>
        <translation>{name}：未测定（{reason}）。</translation>
    </message>
    <message>
        <source>{percent:.0f} % of the influence lies in the lungs, which cover {area:.0f} % of the picture.</source>
        <translation>{percent:.0f} % 的影响位于肺内，肺占图像的 {area:.0f} %。</translation>
    </message>
    <message>
        <source>{percent:.0f} % of the influence lies in the outer tenth, which covers {area:.0f} % of the picture.</source>
        <translation>{percent:.0f} % 的影响位于最外十分之一，该区占图像的 {area:.0f} %。</translation>
    </message>
</context>
<context>
    <name>inference/segmentation</name>
    <message>
        <source>Model {name} gave no finite outline for this image.</source>
        <translation>模型 {name} 未对此图像给出有限的轮廓。</translation>
    </message>
    <message>
        <source>Model {name} outlines nothing: it is no segmentation.</source>
        <translation>模型 {name} 不勾画任何结构：它不是分割模型。</translation>
    </message>
    <message>
        <source>Model {name}: the graph gives no map of the input's size.</source>
        <translation>模型 {name}：计算图没有给出与输入同尺寸的图。</translation>
    </message>
    <message>
        <source>Outlining: {name}</source>
        <translation>正在勾画：{name}</translation>
    </message>
</context>
<context>
    <name>inference/site_points</name>
    <message>
        <source>An operating point</source>
        <translation>工作点</translation>
    </message>
    <message>
        <source>There is no change of the operating point of {finding} to undo.</source>
        <translation>{finding} 的工作点没有可撤销的更改。</translation>
    </message>
    <message>
        <source>operating points</source>
        <translation>工作点</translation>
    </message>
</context>
<context>
    <name>library/accepting</name>
    <message>
        <source>Its study is in the bin.</source>
        <translation>其检查在回收站中。</translation>
    </message>
    <message>
        <source>The library has another content under its SOP Instance UID; both are kept.</source>
        <translation>检查库中同一 SOP Instance UID 下有不同内容；二者均保留。</translation>
    </message>
    <message>
        <source>{name} contradicts what the library knows of its patient or study.</source>
        <translation>{name} 与检查库中其患者或检查的信息相矛盾。</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} 已不存在。</translation>
    </message>
</context>
<context>
    <name>library/audit_check</name>
    <message>
        <source>Following the audit log</source>
        <translation>正在核对审计日志</translation>
    </message>
    <message>
        <source>entry {n} does not follow the one before it</source>
        <translation>第 {n} 条与前一条不衔接</translation>
    </message>
    <message>
        <source>entry {n} is another than was noted outside the database</source>
        <translation>第 {n} 条与数据库之外的记录不同</translation>
    </message>
    <message>
        <source>entry {n} is missing</source>
        <translation>缺少第 {n} 条</translation>
    </message>
    <message>
        <source>entry {n} was altered</source>
        <translation>第 {n} 条被更改</translation>
    </message>
    <message>
        <source>the log ends at entry {n}, but {total} were written</source>
        <translation>日志止于第 {n} 条，但共写入 {total} 条</translation>
    </message>
    <message>
        <source>the log's head does not belong to its last entry</source>
        <translation>日志的头部与最后一条不符</translation>
    </message>
    <message>
        <source>what keeps entries from being altered was taken out of the database</source>
        <translation>防止条目被更改的机制已从数据库中移除</translation>
    </message>
</context>
<context>
    <name>library/backup</name>
    <message>
        <source>The database of the library “{name}” is damaged; it can be restored from its last backup.</source>
        <translation>检查库“{name}”的数据库已损坏；可由最近的备份恢复。</translation>
    </message>
    <message>
        <source>There is no sound backup of the library “{name}”.</source>
        <translation>检查库“{name}”没有完好的备份。</translation>
    </message>
</context>
<context>
    <name>library/cipher</name>
    <message>
        <source>An encrypted file of the library is damaged.</source>
        <translation>检查库的一个加密文件已损坏。</translation>
    </message>
</context>
<context>
    <name>library/descriptor</name>
    <message>
        <source>The library “{name}” was written by a newer version of MedDiag.</source>
        <translation>检查库“{name}”由较新版本的 MedDiag 写成。</translation>
    </message>
    <message>
        <source>{file} of the library “{name}” is damaged.</source>
        <translation>检查库“{name}”的 {file} 已损坏。</translation>
    </message>
</context>
<context>
    <name>library/encryption</name>
    <message>
        <source>A library is encrypted with a passphrase, the system's keyring, or both.</source>
        <translation>检查库以口令、系统密钥环或二者加密。</translation>
    </message>
    <message>
        <source>Copying files</source>
        <translation>正在复制文件</translation>
    </message>
    <message>
        <source>Copying the database</source>
        <translation>正在复制数据库</translation>
    </message>
    <message>
        <source>Nothing was changed: the copy of the database is damaged.</source>
        <translation>未作任何更改：数据库的副本已损坏。</translation>
    </message>
    <message>
        <source>Nothing was changed: the disk of the library “{name}” needs {n} MiB of room.</source>
        <translation>未作任何更改：检查库“{name}”所在磁盘需要 {n} MiB 空间。</translation>
    </message>
    <message>
        <source>Nothing was changed: {name} is not what was imported; check the library.</source>
        <translation>未作任何更改：{name} 已非导入时的内容；请核查检查库。</translation>
    </message>
    <message>
        <source>The library “{name}” is encrypted already.</source>
        <translation>检查库“{name}”已加密。</translation>
    </message>
    <message>
        <source>The library “{name}” is not encrypted.</source>
        <translation>检查库“{name}”未加密。</translation>
    </message>
</context>
<context>
    <name>library/faults</name>
    <message>
        <source>Nothing was changed: the disk of the library “{name}” is full.</source>
        <translation>未作任何更改：检查库“{name}”所在磁盘已满。</translation>
    </message>
    <message>
        <source>Nothing was changed: the library “{name}” can only be read.</source>
        <translation>未作任何更改：检查库“{name}”只可读取。</translation>
    </message>
    <message>
        <source>The library “{name}” cannot be reached: {reason}. Is its drive connected?</source>
        <translation>无法访问检查库“{name}”：{reason}。其磁盘是否已连接？</translation>
    </message>
    <message>
        <source>The library “{name}” is busy: another window has been writing for a long time. Try again.</source>
        <translation>检查库“{name}”正忙：另一窗口已写入很久。请重试。</translation>
    </message>
    <message>
        <source>the system cannot read or write it</source>
        <translation>系统无法读写它</translation>
    </message>
    <message>
        <source>the system gives no reason</source>
        <translation>系统未说明原因</translation>
    </message>
</context>
<context>
    <name>library/filing</name>
    <message>
        <source>Another patient in the library has this patient ID with another name, sex or birth date; the two are kept apart.</source>
        <translation>检查库中另一患者有此患者 ID，但姓名、性别或出生日期不同；二者分开保存。</translation>
    </message>
    <message>
        <source>Its study is in the library under another patient; the two are kept apart.</source>
        <translation>其检查在检查库中归于另一患者；二者分开保存。</translation>
    </message>
    <message>
        <source>Its study was in the bin, and is back in the library.</source>
        <translation>其检查曾在回收站，现已恢复到检查库。</translation>
    </message>
</context>
<context>
    <name>library/importing</name>
    <message>
        <source>Importing files</source>
        <translation>正在导入文件</translation>
    </message>
    <message>
        <source>{name} can only be copied: its path is no valid text.</source>
        <translation>{name} 只能复制：其路径不是有效文本。</translation>
    </message>
</context>
<context>
    <name>library/integrity</name>
    <message>
        <source>Checking files</source>
        <translation>正在检查文件</translation>
    </message>
    <message>
        <source>Checking the database</source>
        <translation>正在检查数据库</translation>
    </message>
    <message>
        <source>The audit log is broken: {reason}.</source>
        <translation>审计日志已破损：{reason}。</translation>
    </message>
    <message>
        <source>The database is damaged ({problem}).</source>
        <translation>数据库已损坏（{problem}）。</translation>
    </message>
    <message>
        <source>The table {table} names something that is not there.</source>
        <translation>表 {table} 指向不存在的内容。</translation>
    </message>
    <message>
        <source>{name} is missing.</source>
        <translation>缺少 {name}。</translation>
    </message>
    <message>
        <source>{name} is not what was imported.</source>
        <translation>{name} 已非导入时的内容。</translation>
    </message>
    <message>
        <source>{n} files in the store belong to no study.</source>
        <translation>存储中有 {n} 个文件不属于任何检查。</translation>
    </message>
</context>
<context>
    <name>library/keys</name>
    <message>
        <source>A passphrase needs at least {n} characters.</source>
        <translation>口令至少需要 {n} 个字符。</translation>
    </message>
    <message>
        <source>The library “{name}” is encrypted; its passphrase is needed.</source>
        <translation>检查库“{name}”已加密；需要口令。</translation>
    </message>
    <message>
        <source>This does not open the library “{name}”: the passphrase is another.</source>
        <translation>无法打开检查库“{name}”：口令不符。</translation>
    </message>
    <message>
        <source>This system's keyring does not keep the key; use a passphrase.</source>
        <translation>本系统的密钥环不保存密钥；请使用口令。</translation>
    </message>
</context>
<context>
    <name>library/library</name>
    <message>
        <source>The library “{name}” is not there. Is its drive connected?</source>
        <translation>检查库“{name}”不在原处。其磁盘是否已连接？</translation>
    </message>
    <message>
        <source>The library “{name}” was replaced by another window; open it again.</source>
        <translation>检查库“{name}”已被另一窗口替换；请重新打开。</translation>
    </message>
</context>
<context>
    <name>library/opening</name>
    <message>
        <source>The database in the folder “{name}” is not that of a library of MedDiag.</source>
        <translation>文件夹“{name}”中的数据库不是 MedDiag 检查库的数据库。</translation>
    </message>
    <message>
        <source>The database of the library “{name}” is missing.</source>
        <translation>缺少检查库“{name}”的数据库。</translation>
    </message>
    <message>
        <source>The folder “{name}” holds no library.</source>
        <translation>文件夹“{name}”中没有检查库。</translation>
    </message>
    <message>
        <source>The library “{name}” was written by a newer version of MedDiag and is left as it is; install that version to open it.</source>
        <translation>检查库“{name}”由较新版本的 MedDiag 写成，保持原样；请安装该版本以打开。</translation>
    </message>
    <message>
        <source>{file} of the library “{name}” is missing.</source>
        <translation>缺少检查库“{name}”的 {file}。</translation>
    </message>
</context>
<context>
    <name>library/patients</name>
    <message>
        <source>A record is tied or cut only with a name and a reason.</source>
        <translation>关联或分开记录须填写姓名和理由。</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>正在查看文件</translation>
    </message>
    <message>
        <source>Operating point {point} %</source>
        <translation>工作点 {point} %</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>The input gate refused; a reader asked for the score all the same.</source>
        <translation>输入门控曾拒绝；阅片者仍要求评分。</translation>
    </message>
    <message>
        <source>These records are tied to no images.</source>
        <translation>这些记录未与任何图像关联。</translation>
    </message>
    <message>
        <source>What was to be decided is no longer there.</source>
        <translation>待决定的内容已不存在。</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>未发现</translation>
    </message>
    <message>
        <source>until {end}</source>
        <translation>至 {end}</translation>
    </message>
    <message>
        <source>{name} needs a mapping of its columns first.</source>
        <translation>{name} 需要先对应其各列。</translation>
    </message>
    <message>
        <source>{name} was not read to its end; import it again.</source>
        <translation>{name} 未读到末尾；请重新导入。</translation>
    </message>
    <message>
        <source>{n} day</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} month</source>
        <translation>{n} 个月</translation>
    </message>
    <message>
        <source>{n} months</source>
        <translation>{n} 个月</translation>
    </message>
    <message>
        <source>{n} record may be of this patient and waits for a decision.</source>
        <translation>{n} 条记录可能属于该患者，等待决定。</translation>
    </message>
    <message>
        <source>{n} records may be of this patient and wait for a decision.</source>
        <translation>{n} 条记录可能属于该患者，等待决定。</translation>
    </message>
    <message>
        <source>{n} records of different sources are shown together, as they were tied.</source>
        <translation>已按关联将不同来源的 {n} 条记录一并显示。</translation>
    </message>
    <message>
        <source>{n} week</source>
        <translation>{n} 周</translation>
    </message>
    <message>
        <source>{n} weeks</source>
        <translation>{n} 周</translation>
    </message>
    <message>
        <source>{n} year</source>
        <translation>{n} 年</translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation>{n} 年</translation>
    </message>
    <message>
        <source>{years}, as recorded</source>
        <translation>{years}（按记录）</translation>
    </message>
</context>
<context>
    <name>library/query</name>
    <message>
        <source>{key}:{value} is not understood; it can be {listed}.</source>
        <translation>无法理解 {key}:{value}；可以是 {listed}。</translation>
    </message>
    <message>
        <source>{key}:{value} is not understood; write {key}:2024, {key}:2024-05 or {key}:2024-05-17.</source>
        <translation>无法理解 {key}:{value}；请写成 {key}:2024、{key}:2024-05 或 {key}:2024-05-17。</translation>
    </message>
</context>
<context>
    <name>library/reading</name>
    <message>
        <source>A signed verdict is amended only with a reason.</source>
        <translation>修订已签发的判读结论须填写理由。</translation>
    </message>
    <message>
        <source>An opinion that says nothing cannot be signed.</source>
        <translation>没有内容的意见不能签发。</translation>
    </message>
    <message>
        <source>Commit your own opinion first: this study is read before the model is seen.</source>
        <translation>请先提交您自己的意见：此检查须在看到模型结果之前判读。</translation>
    </message>
    <message>
        <source>What the reader alone thought is committed, and cannot be changed any more.</source>
        <translation>阅片者的独立意见已提交，不能再更改。</translation>
    </message>
</context>
<context>
    <name>library/recovery</name>
    <message>
        <source>Taking in what came later</source>
        <translation>正在纳入后来的内容</translation>
    </message>
</context>
<context>
    <name>library/store</name>
    <message>
        <source>{name} changed while it was copied.</source>
        <translation>{name} 在复制过程中发生了变化。</translation>
    </message>
</context>
<context>
    <name>library/users</name>
    <message>
        <source>A password needs at least {n} characters.</source>
        <translation>密码至少需要 {n} 个字符。</translation>
    </message>
    <message>
        <source>A user's name has letters, digits and . - _ @ only, at most 64.</source>
        <translation>用户名只能含字母、数字和 . - _ @，最多 64 个字符。</translation>
    </message>
    <message>
        <source>After wrong passwords, try again in {n} seconds.</source>
        <translation>密码错误多次，请在 {n} 秒后重试。</translation>
    </message>
    <message>
        <source>The first user must be an administrator.</source>
        <translation>第一个用户必须是管理员。</translation>
    </message>
    <message>
        <source>The name or the password is another.</source>
        <translation>用户名或密码不符。</translation>
    </message>
    <message>
        <source>There is a user {name} already.</source>
        <translation>已有用户 {name}。</translation>
    </message>
    <message>
        <source>There is no user {name}.</source>
        <translation>没有用户 {name}。</translation>
    </message>
    <message>
        <source>{name} is the last administrator.</source>
        <translation>{name} 是最后一名管理员。</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>5-fold cross-validation by patient</source>
        <translation>按患者的 5 折交叉验证</translation>
    </message>
    <message>
        <source>Adults and infants under one year</source>
        <translation>成人和未满一岁的婴儿</translation>
    </message>
    <message>
        <source>Adults of 18 years and more, frontal view (AP or PA)</source>
        <translation>18 岁及以上成人，正位（AP 或 PA）</translation>
    </message>
    <message>
        <source>All findings but those named: a low score does not mean a normal image</source>
        <translation>所列之外的所有征象：低评分不代表图像正常</translation>
    </message>
    <message>
        <source>Any clinical decision</source>
        <translation>任何临床决策</translation>
    </message>
    <message>
        <source>Anything but a chest radiograph</source>
        <translation>胸部 X 线摄影以外的任何图像</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>儿童</translation>
    </message>
    <message>
        <source>Children from 1 to 5 years, frontal view (AP or PA)</source>
        <translation>1 至 5 岁儿童，正位（AP 或 PA）</translation>
    </message>
    <message>
        <source>Children from 1 to 5 years, frontal view (AP or PA), and with less certainty adults</source>
        <translation>1 至 5 岁儿童，正位（AP 或 PA），对成人把握较小</translation>
    </message>
    <message>
        <source>EXPERIMENTAL. Shows what 477 radiographs with labels mined from reports can teach: a demonstration and a start for retraining, not a second look. Research use only.</source>
        <translation>实验性。展示 477 张由报告提取标签的 X 线片能教会什么：用于演示和再训练的起点，不作第二意见。仅供研究使用。</translation>
    </message>
    <message>
        <source>Edema</source>
        <translation>水肿</translation>
    </message>
    <message>
        <source>Findings other than pneumonia: a low score does not mean a normal image</source>
        <translation>肺炎以外的征象：低评分不代表图像正常</translation>
    </message>
    <message>
        <source>Lateral views</source>
        <translation>侧位</translation>
    </message>
    <message>
        <source>Lungs</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Measurement on which a decision rests: areas are those of a projection, with the lung behind the heart included</source>
        <translation>据以作出决定的测量：面积为投影面积，包括心影后方的肺</translation>
    </message>
    <message>
        <source>Outlines of the lung fields in frontal chest radiographs, for display, rough measurement and plausibility checks. Research use only.</source>
        <translation>正位胸片中肺野的轮廓，用于显示、粗略测量和合理性检查。仅供研究使用。</translation>
    </message>
    <message>
        <source>Pneumonia</source>
        <translation>肺炎</translation>
    </message>
    <message>
        <source>Second look at frontal chest radiographs of children for signs of pneumonia. Research use only.</source>
        <translation>对儿童正位胸片中肺炎征象的第二意见。仅供研究使用。</translation>
    </message>
    <message>
        <source>internal test part</source>
        <translation>内部测试部分</translation>
    </message>
    <message>
        <source>sensitivity 0.9 in cross-validation</source>
        <translation>交叉验证中灵敏度 0.9</translation>
    </message>
    <message>
        <source>sensitivity 0.95 on the validation part</source>
        <translation>验证部分灵敏度 0.95</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>records/fhir</name>
    <message>
        <source>An attachment of this report is not shown ({kinds}).</source>
        <translation>该报告的附件未显示（{kinds}）。</translation>
    </message>
    <message>
        <source>Encounter</source>
        <translation>就诊</translation>
    </message>
    <message>
        <source>Imaging study</source>
        <translation>影像检查</translation>
    </message>
    <message>
        <source>There is too little memory for {name}.</source>
        <translation>内存不足，无法读取 {name}。</translation>
    </message>
    <message>
        <source>an earlier version, left out</source>
        <translation>较早的版本，未采用</translation>
    </message>
    <message>
        <source>it asks for a deletion, which is not followed</source>
        <translation>它要求删除，不予执行</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>它嵌套过深</translation>
    </message>
    <message>
        <source>it is no FHIR resource</source>
        <translation>它不是 FHIR 资源</translation>
    </message>
    <message>
        <source>it is no sound JSON</source>
        <translation>它不是完好的 JSON</translation>
    </message>
    <message>
        <source>it is not consistent as FHIR defines it</source>
        <translation>它不符合 FHIR 的定义</translation>
    </message>
    <message>
        <source>it is not valid ({kind})</source>
        <translation>它无效（{kind}）</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>它过长</translation>
    </message>
    <message>
        <source>it names no patient and was left out</source>
        <translation>它未指明患者，未采用</translation>
    </message>
    <message>
        <source>its id was given to another resource of this file too</source>
        <translation>其 id 也用于该文件的另一资源</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no result: {reason}</source>
        <translation>无结果：{reason}</translation>
    </message>
    <message>
        <source>samples: {data}</source>
        <translation>采样：{data}</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>无名称</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{name} is JSON, but no FHIR resource.</source>
        <translation>{name} 是 JSON，但不是 FHIR 资源。</translation>
    </message>
    <message>
        <source>{name} is nested too deeply.</source>
        <translation>{name} 嵌套过深。</translation>
    </message>
    <message>
        <source>{name} is no sound JSON.</source>
        <translation>{name} 不是完好的 JSON。</translation>
    </message>
    <message>
        <source>{n} resources of this type are not read</source>
        <translation>{n} 个此类资源未读取</translation>
    </message>
    <message>
        <source>{path} has no time zone; it was taken as local time</source>
        <translation>{path} 没有时区；按本地时间处理</translation>
    </message>
    <message>
        <source>{path} is not known to FHIR R4</source>
        <translation>{path} 不属于 FHIR R4</translation>
    </message>
    <message>
        <source>{path} is not valid and was left out</source>
        <translation>{path} 无效，未采用</translation>
    </message>
    <message>
        <source>{path} is required and missing</source>
        <translation>缺少必需的 {path}</translation>
    </message>
</context>
<context>
    <name>records/model</name>
    <message>
        <source>dated before birth</source>
        <translation>日期早于出生</translation>
    </message>
    <message>
        <source>dated in the future</source>
        <translation>日期在将来</translation>
    </message>
    <message>
        <source>in a unit that does not fit what was measured, not converted</source>
        <translation>单位与测量内容不符，未换算</translation>
    </message>
    <message>
        <source>in a unit that is not known, not converted</source>
        <translation>单位未知，未换算</translation>
    </message>
    <message>
        <source>its identifier stands for something else too</source>
        <translation>其标识符也代表别的内容</translation>
    </message>
    <message>
        <source>marked as entered in error or cancelled</source>
        <translation>标为录入错误或已取消</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数</translation>
    </message>
    <message>
        <source>not all of it could be read</source>
        <translation>未能全部读取</translation>
    </message>
    <message>
        <source>outside what is possible</source>
        <translation>超出可能范围</translation>
    </message>
    <message>
        <source>preliminary</source>
        <translation>初步</translation>
    </message>
    <message>
        <source>without a time</source>
        <translation>无时间</translation>
    </message>
    <message>
        <source>without a unit</source>
        <translation>无单位</translation>
    </message>
</context>
<context>
    <name>records/opening</name>
    <message>
        <source>the packed data are damaged</source>
        <translation>压缩数据已损坏</translation>
    </message>
    <message>
        <source>{name} is XML or HTML; export the records as FHIR JSON, CSV or Excel.</source>
        <translation>{name} 是 XML 或 HTML；请将记录导出为 FHIR JSON、CSV 或 Excel。</translation>
    </message>
    <message>
        <source>{name} is a ZIP archive but no Excel file.</source>
        <translation>{name} 是 ZIP 压缩包，但不是 Excel 文件。</translation>
    </message>
    <message>
        <source>{name} is a damaged Excel file.</source>
        <translation>{name} 是损坏的 Excel 文件。</translation>
    </message>
    <message>
        <source>{name} is a packed Excel file; unpack it first.</source>
        <translation>{name} 是压缩的 Excel 文件；请先解压。</translation>
    </message>
    <message>
        <source>{name} is an Excel file of the old kind; save it as .xlsx or CSV.</source>
        <translation>{name} 是旧格式的 Excel 文件；请另存为 .xlsx 或 CSV。</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} 为空。</translation>
    </message>
    <message>
        <source>{name} is neither FHIR, CSV nor Excel.</source>
        <translation>{name} 既不是 FHIR，也不是 CSV 或 Excel。</translation>
    </message>
    <message>
        <source>{name} is no file.</source>
        <translation>{name} 不是文件。</translation>
    </message>
    <message>
        <source>{name} is too large to be read at once; export the records as NDJSON instead.</source>
        <translation>{name} 过大，无法一次读取；请将记录导出为 NDJSON。</translation>
    </message>
    <message>
        <source>{name} unpacks to more than the program takes; save it as CSV.</source>
        <translation>{name} 解压后超出程序的上限；请另存为 CSV。</translation>
    </message>
</context>
<context>
    <name>records/plan</name>
    <message>
        <source>columns left out, as the mapping says: {names}</source>
        <translation>按对应关系未采用的列：{names}</translation>
    </message>
    <message>
        <source>heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>sheet {name}</source>
        <translation>工作表 {name}</translation>
    </message>
    <message>
        <source>the whole table was left out, as its mapping says</source>
        <translation>按其对应关系，整张表未采用</translation>
    </message>
</context>
<context>
    <name>records/tables</name>
    <message>
        <source>A result needs a column that names what was measured, and the other way round.</source>
        <translation>结果需要一列指明测量内容，反之亦然。</translation>
    </message>
    <message>
        <source>A time is either a date or counts from admission, not both.</source>
        <translation>时间要么是日期，要么自入院起算，不能兼有。</translation>
    </message>
    <message>
        <source>A time of day needs a column with the date.</source>
        <translation>时刻需要有日期列。</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Date, or date and time</source>
        <translation>日期，或日期和时间</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>姓</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>名</translation>
    </message>
    <message>
        <source>Issuer of the patient ID</source>
        <translation>患者 ID 的签发机构</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>Lower end of the range</source>
        <translation>范围下限</translation>
    </message>
    <message>
        <source>Measured value</source>
        <translation>测量值</translation>
    </message>
    <message>
        <source>No column holds the patient ID.</source>
        <translation>没有患者 ID 列。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Reference range</source>
        <translation>参考范围</translation>
    </message>
    <message>
        <source>The dates are in no form that the program knows.</source>
        <translation>日期的格式程序不认识。</translation>
    </message>
    <message>
        <source>The dates can be read with the day or with the month first.</source>
        <translation>日期可按先日或先月读取。</translation>
    </message>
    <message>
        <source>The kept mappings of tables are of a later version ({name}).</source>
        <translation>保存的表格对应关系属于较新版本（{name}）。</translation>
    </message>
    <message>
        <source>The kept mappings of tables cannot be read ({name}).</source>
        <translation>保存的表格对应关系无法读取（{name}）。</translation>
    </message>
    <message>
        <source>The mapping was not kept: {reason}.</source>
        <translation>对应关系未保存：{reason}。</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Time since admission</source>
        <translation>入院后时间</translation>
    </message>
    <message>
        <source>Two columns have the same meaning, of which there can be only one.</source>
        <translation>两列含义相同，而该含义只能有一列。</translation>
    </message>
    <message>
        <source>Upper end of the range</source>
        <translation>范围上限</translation>
    </message>
    <message>
        <source>What was measured (LOINC)</source>
        <translation>测量内容（LOINC）</translation>
    </message>
    <message>
        <source>What was measured (name)</source>
        <translation>测量内容（名称）</translation>
    </message>
    <message>
        <source>disk error</source>
        <translation>磁盘错误</translation>
    </message>
    <message>
        <source>it cannot be told into cells</source>
        <translation>它无法分成单元格</translation>
    </message>
    <message>
        <source>it has more cells than the heading; those were left out</source>
        <translation>它的单元格多于表头；多余的未采用</translation>
    </message>
    <message>
        <source>it has no patient ID and was left out</source>
        <translation>它没有患者 ID，未采用</translation>
    </message>
    <message>
        <source>its birth date cannot be read</source>
        <translation>其出生日期无法读取</translation>
    </message>
    <message>
        <source>its code for the sex is not known</source>
        <translation>其性别编码未知</translation>
    </message>
    <message>
        <source>its date cannot be read</source>
        <translation>其日期无法读取</translation>
    </message>
    <message>
        <source>its time of day cannot be read</source>
        <translation>其时刻无法读取</translation>
    </message>
    <message>
        <source>its time since admission cannot be read</source>
        <translation>其入院后时间无法读取</translation>
    </message>
    <message>
        <source>two different persons have this patient ID, and the row does not say whom it is about</source>
        <translation>两个不同的人有此患者 ID，该行未说明是谁</translation>
    </message>
    <message>
        <source>{name} has no table.</source>
        <translation>{name} 没有表格。</translation>
    </message>
    <message>
        <source>{name} has too many columns.</source>
        <translation>{name} 的列过多。</translation>
    </message>
    <message>
        <source>{name} is far too large for a mapping.</source>
        <translation>{name} 作为对应关系过大。</translation>
    </message>
    <message>
        <source>{name} is no mapping of a table.</source>
        <translation>{name} 不是表格的对应关系。</translation>
    </message>
</context>
<context>
    <name>records/timeline</name>
    <message>
        <source>Model scores</source>
        <translation>模型评分</translation>
    </message>
    <message>
        <source>Reports and notes</source>
        <translation>报告和记录</translation>
    </message>
    <message>
        <source>Results in words</source>
        <translation>文字结果</translation>
    </message>
    <message>
        <source>Stays and procedures</source>
        <translation>住院和操作</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判读结论</translation>
    </message>
</context>
<context>
    <name>tasks</name>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation>{hours} 小时 {minutes:02d} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation>{minutes} 分 {seconds:02d} 秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>training/cache</name>
    <message>
        <source>Decoding images</source>
        <translation>正在解码图像</translation>
    </message>
    <message>
        <source>The image cache cannot be written: {reason}.</source>
        <translation>图像缓存无法写入：{reason}。</translation>
    </message>
    <message>
        <source>{n} of {total} images cannot be read, the first because: {problem}</source>
        <translation>{total} 幅图像中有 {n} 幅无法读取，第一幅的原因：{problem}</translation>
    </message>
</context>
<context>
    <name>training/checkpoint</name>
    <message>
        <source>The checkpoint cannot be written: {reason}.</source>
        <translation>检查点无法写入：{reason}。</translation>
    </message>
    <message>
        <source>{name} belongs to another recipe or other data; choose another folder.</source>
        <translation>{name} 属于另一方案或其他数据；请另选文件夹。</translation>
    </message>
    <message>
        <source>{name} is damaged; remove it to start anew.</source>
        <translation>{name} 已损坏；请移除后重新开始。</translation>
    </message>
</context>
<context>
    <name>training/events</name>
    <message>
        <source>{name} cannot be written: {reason}.</source>
        <translation>{name} 无法写入：{reason}。</translation>
    </message>
</context>
<context>
    <name>training/examined</name>
    <message>
        <source>The data cannot be trained on. {proof}{others}</source>
        <translation>该数据无法用于训练。{proof}{others}</translation>
    </message>
</context>
<context>
    <name>training/finish</name>
    <message>
        <source>The exported graph differs from the network by {difference:.1e} in probability.</source>
        <translation>导出的计算图与网络的概率相差 {difference:.1e}。</translation>
    </message>
    <message>
        <source>The training diverged: the validation loss was never a number.</source>
        <translation>训练发散：验证损失始终不是数。</translation>
    </message>
</context>
<context>
    <name>training/head</name>
    <message>
        <source>Computing features</source>
        <translation>正在计算特征</translation>
    </message>
    <message>
        <source>The features cannot be written: {reason}.</source>
        <translation>特征无法写入：{reason}。</translation>
    </message>
</context>
<context>
    <name>training/job</name>
    <message>
        <source>The run in {name} was started with another {what}; choose another folder.</source>
        <translation>{name} 中的训练是以另一 {what} 开始的；请另选文件夹。</translation>
    </message>
    <message>
        <source>The run's folder cannot be written: {reason}.</source>
        <translation>训练文件夹无法写入：{reason}。</translation>
    </message>
    <message>
        <source>{name} has no label column named {column}.</source>
        <translation>{name} 没有名为 {column} 的标签列。</translation>
    </message>
    <message>
        <source>{name} holds a finished {what} already; choose another folder.</source>
        <translation>{name} 已有完成的 {what}；请另选文件夹。</translation>
    </message>
</context>
<context>
    <name>training/jobs</name>
    <message>
        <source>The training cannot be deleted: {reason}.</source>
        <translation>训练无法删除：{reason}。</translation>
    </message>
    <message>
        <source>The training cannot be prepared: {reason}.</source>
        <translation>训练无法准备：{reason}。</translation>
    </message>
    <message>
        <source>The training {name} is damaged: its {file} cannot be read.</source>
        <translation>训练 {name} 已损坏：其 {file} 无法读取。</translation>
    </message>
    <message>
        <source>The training {name} is running already.</source>
        <translation>训练 {name} 正在运行。</translation>
    </message>
    <message>
        <source>{name} holds no training that can be read.</source>
        <translation>{name} 中没有可读取的训练。</translation>
    </message>
    <message>
        <source>{name} holds no training: its {file} is far too large.</source>
        <translation>{name} 中没有训练：其 {file} 过大。</translation>
    </message>
</context>
<context>
    <name>training/loader</name>
    <message>
        <source>A batch of {size} images is too small for {processes} processes of at least {least} each.</source>
        <translation>每批 {size} 幅图像不足以供 {processes} 个进程各分至少 {least} 幅。</translation>
    </message>
</context>
<context>
    <name>training/loop</name>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation>第 {epoch} 轮，共 {epochs} 轮</translation>
    </message>
</context>
<context>
    <name>training/masks</name>
    <message>
        <source>Reading masks</source>
        <translation>正在读取掩膜</translation>
    </message>
    <message>
        <source>{name} has no column {column} that names the masks.</source>
        <translation>{name} 没有指明掩膜的 {column} 列。</translation>
    </message>
    <message>
        <source>{name}, line {line}: {reason}</source>
        <translation>{name}，第 {line} 行：{reason}</translation>
    </message>
</context>
<context>
    <name>training/memory</name>
    <message>
        <source>There is too little memory even for {least} images at once.</source>
        <translation>内存不足，连每次 {least} 幅图像也无法处理。</translation>
    </message>
</context>
<context>
    <name>training/missing</name>
    <message>
        <source>Column {name} has no value in the training part.</source>
        <translation>{name} 列在训练部分没有值。</translation>
    </message>
    <message>
        <source>Column {name} holds words: it has no median.</source>
        <translation>{name} 列为文字：没有中位数。</translation>
    </message>
    <message>
        <source>There is no column {name} to fill in.</source>
        <translation>没有可填补的 {name} 列。</translation>
    </message>
</context>
<context>
    <name>training/plan</name>
    <message>
        <source>1 to 5 years</source>
        <translation>1 至 5 岁</translation>
    </message>
    <message>
        <source>18 to 39 years</source>
        <translation>18 至 39 岁</translation>
    </message>
    <message>
        <source>40 to 64 years</source>
        <translation>40 至 64 岁</translation>
    </message>
    <message>
        <source>6 to 17 years</source>
        <translation>6 至 17 岁</translation>
    </message>
    <message>
        <source>65 years and over</source>
        <translation>65 岁及以上</translation>
    </message>
    <message>
        <source>A few passes over the images: whether they teach the model anything at all. Not for use.</source>
        <translation>对图像过几遍：看它们能否教会模型任何内容。不供使用。</translation>
    </message>
    <message>
        <source>A network that begins with nothing must be fitted as a whole.</source>
        <translation>从零开始的网络必须整体训练。</translation>
    </message>
    <message>
        <source>A setting makes no sense: {problem}.</source>
        <translation>某项设置不合理：{problem}。</translation>
    </message>
    <message>
        <source>As the file's window shows them, or stretched so that the darkest and brightest hundredth are black and white.</source>
        <translation>按文件的窗宽窗位，或拉伸至最暗和最亮的百分之一为黑和白。</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>增广</translation>
    </message>
    <message>
        <source>Averaging of weights</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Bending</source>
        <translation>弯曲</translation>
    </message>
    <message>
        <source>Blanking</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Choose at least one finding to learn.</source>
        <translation>请至少选择一种要学习的征象。</translation>
    </message>
    <message>
        <source>Choose the column that names the masks.</source>
        <translation>请选择指明掩膜的列。</translation>
    </message>
    <message>
        <source>Choose the table that says what the DICOM files show.</source>
        <translation>请选择说明 DICOM 文件内容的表格。</translation>
    </message>
    <message>
        <source>Choose where the labelled images come from.</source>
        <translation>请选择已标注图像的来源。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Collimation</source>
        <translation>准直</translation>
    </message>
    <message>
        <source>Columns of the input</source>
        <translation>输入的列数</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Degrees to either side.</source>
        <translation>向两侧的度数。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Epochs without improvement after which the training ends; 0 never ends it early.</source>
        <translation>多少轮无改进后结束训练；0 为从不提前结束。</translation>
    </message>
    <message>
        <source>Estimate and start</source>
        <translation>估算与开始</translation>
    </message>
    <message>
        <source>Every image counts the same.</source>
        <translation>每幅图像同等计算。</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Fitting</source>
        <translation>训练方式</translation>
    </message>
    <message>
        <source>Focal exponent</source>
        <translation>焦点指数</translation>
    </message>
    <message>
        <source>Focal loss</source>
        <translation>焦点损失</translation>
    </message>
    <message>
        <source>From which all chance follows: the same seed gives the same model on the same machine.</source>
        <translation>一切随机性由此而来：同一机器上相同的种子得到相同的模型。</translation>
    </message>
    <message>
        <source>Grey values</source>
        <translation>灰度值</translation>
    </message>
    <message>
        <source>Height in pixels to which every image is brought. More show finer detail and take longer.</source>
        <translation>每幅图像调整到的像素高度。越大细节越多，耗时越长。</translation>
    </message>
    <message>
        <source>How far the weights move in a step, at its highest. Too high and the loss jumps; too low and nothing is learned in time.</source>
        <translation>权重每步移动的最大幅度。过高则损失跳动；过低则学不到东西。</translation>
    </message>
    <message>
        <source>How much less an image counts that the model is sure of; 0 is the plain loss, 2 is usual.</source>
        <translation>模型有把握的图像少计多少；0 为普通损失，通常为 2。</translation>
    </message>
    <message>
        <source>Images a step</source>
        <translation>每步图像数</translation>
    </message>
    <message>
        <source>Images after which the weights move once. More make smoother steps and need more memory.</source>
        <translation>多少幅图像之后权重移动一次。越多步子越平稳，所需内存越多。</translation>
    </message>
    <message>
        <source>Images at once</source>
        <translation>每次图像数</translation>
    </message>
    <message>
        <source>In which the network computes; auto takes what the machine does fastest without harm.</source>
        <translation>网络计算的精度；auto 取本机上无损而最快者。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Largest blur of half of the images, in pixels.</source>
        <translation>半数图像的最大模糊，以像素计。</translation>
    </message>
    <message>
        <source>Largest offset, 1 being from black to white.</source>
        <translation>最大偏移，1 为从黑到白。</translation>
    </message>
    <message>
        <source>Largest sharpening; as many images are blurred.</source>
        <translation>最大锐化；同样多的图像被模糊。</translation>
    </message>
    <message>
        <source>Largest smooth displacement, as a share of the side: bodies of another shape.</source>
        <translation>最大平滑位移，占边长的比例：模拟不同体型。</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>轻度</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Many passes, ended early once nothing improves, after half an hour of search for settings.</source>
        <translation>多遍训练，无改进即提前结束，之前用半小时搜索设置。</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Most images that pass the network together; 0 for all of a step. Fewer need less memory and give the same gradient.</source>
        <translation>一起通过网络的图像上限；0 为一步的全部。越少所需内存越少，梯度相同。</translation>
    </message>
    <message>
        <source>Name what the masks outline.</source>
        <translation>请指明掩膜勾画的结构。</translation>
    </message>
    <message>
        <source>Natural logarithm of the change of width against height.</source>
        <translation>宽高比变化的自然对数。</translation>
    </message>
    <message>
        <source>Natural logarithm of the exponent of the tone curve.</source>
        <translation>色调曲线指数的自然对数。</translation>
    </message>
    <message>
        <source>Natural logarithm of the gain about the mean.</source>
        <translation>围绕均值的增益的自然对数。</translation>
    </message>
    <message>
        <source>Natural logarithm of the strongest smooth brightening or darkening across the image.</source>
        <translation>图像上最强平滑变亮或变暗的自然对数。</translation>
    </message>
    <message>
        <source>Natural logarithm of the strongest zoom; 0.2 is 22 % larger or smaller.</source>
        <translation>最强缩放的自然对数；0.2 为放大或缩小 22 %。</translation>
    </message>
    <message>
        <source>Network and input</source>
        <translation>网络与输入</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None of the images that were tried can be read.</source>
        <translation>试读的图像均无法读取。</translation>
    </message>
    <message>
        <source>None of the patients of the locked test part is among these images.</source>
        <translation>锁定的测试部分的患者均不在这些图像中。</translation>
    </message>
    <message>
        <source>None of the {n} files in {folder} is named in the column {column} of {table}.</source>
        <translation>{folder} 中的 {n} 个文件均未列于 {table} 的 {column} 列。</translation>
    </message>
    <message>
        <source>Operating point by</source>
        <translation>工作点依据</translation>
    </message>
    <message>
        <source>Passes over the training images. More learn more, until the model begins to remember single images.</source>
        <translation>训练图像的遍数。越多学得越多，直到模型开始记住个别图像。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Probability that a letter is burned in, whatever the label: so that none gives it away.</source>
        <translation>烧录字母的概率，与标签无关：使任何字母都不泄露标签。</translation>
    </message>
    <message>
        <source>Probability that a rectangle is blanked, so that no single place decides.</source>
        <translation>遮盖一个矩形的概率，使任何单一位置都不起决定作用。</translation>
    </message>
    <message>
        <source>Probability that left and right change places; 0 where the side matters.</source>
        <translation>左右互换的概率；侧别重要时为 0。</translation>
    </message>
    <message>
        <source>Pulls weights towards zero at each step, against remembering single images.</source>
        <translation>每步将权重拉向零，防止记住个别图像。</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速一览</translation>
    </message>
    <message>
        <source>Rare findings are shown several times in each pass.</source>
        <translation>罕见征象在每遍中出现多次。</translation>
    </message>
    <message>
        <source>Reading headers</source>
        <translation>正在读取文件头</translation>
    </message>
    <message>
        <source>Resampling</source>
        <translation>重采样</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Rows of the input</source>
        <translation>输入的行数</translation>
    </message>
    <message>
        <source>Ruled in at</source>
        <translation>确认于</translation>
    </message>
    <message>
        <source>Ruled out at</source>
        <translation>排除于</translation>
    </message>
    <message>
        <source>Say what the model is for, and for whom: the model card carries it.</source>
        <translation>请说明模型的用途和适用对象：模型卡将载明。</translation>
    </message>
    <message>
        <source>Say where the images come from: the model card carries it.</source>
        <translation>请说明图像来源：模型卡将载明。</translation>
    </message>
    <message>
        <source>Search, minutes</source>
        <translation>搜索，分钟</translation>
    </message>
    <message>
        <source>Seed of the training</source>
        <translation>训练的种子</translation>
    </message>
    <message>
        <source>Sensitivity below whose point a finding is called absent; between the two it is uncertain.</source>
        <translation>低于此灵敏度对应点的征象判为阴性；介于两者之间为不确定。</translation>
    </message>
    <message>
        <source>Sensitivity or specificity that the operating point must reach.</source>
        <translation>工作点必须达到的灵敏度或特异度。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shading</source>
        <translation>明暗渐变</translation>
    </message>
    <message>
        <source>Share of all steps in which the learning rate rises from zero; then it falls along a cosine.</source>
        <translation>学习率从零上升所占的步数比例；此后按余弦下降。</translation>
    </message>
    <message>
        <source>Share of the features that are left out at random in training, against relying on a few.</source>
        <translation>训练中随机舍去的特征比例，防止依赖少数特征。</translation>
    </message>
    <message>
        <source>Share of the image's side.</source>
        <translation>占图像边长的比例。</translation>
    </message>
    <message>
        <source>Share of the images for which the last block is passed over in training; earlier blocks less.</source>
        <translation>训练中跳过最后一个块的图像比例；较早的块较少。</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>锐度</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Side markers</source>
        <translation>侧别标记</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Specificity above whose point a finding is called present.</source>
        <translation>高于此特异度对应点的征象判为阳性。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Standard deviation of the noise, 1 being from black to white.</source>
        <translation>噪声的标准差，1 为从黑到白。</translation>
    </message>
    <message>
        <source>Stochastic depth</source>
        <translation>随机深度</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>Takes labels for a little less certain than they say: 0.05 turns 1 into 0.975.</source>
        <translation>将标签视为略欠确定：0.05 使 1 变为 0.975。</translation>
    </message>
    <message>
        <source>Taking a few steps on this machine</source>
        <translation>正在本机运行数步</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The disk has {free} left, and the training needs about {needed}.</source>
        <translation>磁盘剩余 {free}，而训练约需 {needed}。</translation>
    </message>
    <message>
        <source>The draft of the training cannot be kept: {reason}.</source>
        <translation>训练草稿无法保存：{reason}。</translation>
    </message>
    <message>
        <source>The earlier split {name} cannot be read.</source>
        <translation>先前的划分 {name} 无法读取。</translation>
    </message>
    <message>
        <source>The earlier split {name} has no test part.</source>
        <translation>先前的划分 {name} 没有测试部分。</translation>
    </message>
    <message>
        <source>The images are not examined yet.</source>
        <translation>图像尚未检验。</translation>
    </message>
    <message>
        <source>The model kept is a running average of the weights; nearer to 1 averages over more steps.</source>
        <translation>保留的模型是权重的滑动平均；越接近 1，平均的步数越多。</translation>
    </message>
    <message>
        <source>The model {name} is not installed any more.</source>
        <translation>模型 {name} 已不再安装。</translation>
    </message>
    <message>
        <source>The model's name must be letters, digits and hyphens.</source>
        <translation>模型名称只能含字母、数字和连字符。</translation>
    </message>
    <message>
        <source>The model's version must be digits and dots.</source>
        <translation>模型版本只能含数字和点。</translation>
    </message>
    <message>
        <source>The patients are not divided yet.</source>
        <translation>患者尚未划分。</translation>
    </message>
    <message>
        <source>The source has no label column {name}.</source>
        <translation>来源没有标签列 {name}。</translation>
    </message>
    <message>
        <source>The source is being read.</source>
        <translation>正在读取来源。</translation>
    </message>
    <message>
        <source>The source states no part for its images; let the parts be drawn.</source>
        <translation>来源未说明图像所属部分；请抽取各部分。</translation>
    </message>
    <message>
        <source>The trial failed: {reason}</source>
        <translation>试运行失败：{reason}</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>彻底</translation>
    </message>
    <message>
        <source>Time in which short trainings look for a better learning rate, decay, smoothing, dropout and augmentation; 0 for none.</source>
        <translation>用短训练寻找更好的学习率、衰减、平滑、失活和增广的时间；0 为不搜索。</translation>
    </message>
    <message>
        <source>Time, memory and disk are not measured yet.</source>
        <translation>时间、内存和磁盘尚未测量。</translation>
    </message>
    <message>
        <source>To outline, rows and columns of the input must be multiples of {n}.</source>
        <translation>用于勾画时，输入的行数和列数须为 {n} 的倍数。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>What the model is sure of counts less; for very rare findings.</source>
        <translation>模型有把握的内容少计；用于非常罕见的征象。</translation>
    </message>
    <message>
        <source>What usually gives most of what the images can give.</source>
        <translation>通常能从图像中获得大部分可得的效果。</translation>
    </message>
    <message>
        <source>Whether images with each set of findings are drawn equally often; class weights then rest.</source>
        <translation>是否使每种征象组合的图像被同样频繁地抽取；此时类别权重不起作用。</translation>
    </message>
    <message>
        <source>Whether with and without a finding weigh the same in the loss, however rare one is.</source>
        <translation>有无征象在损失中权重是否相同，无论多罕见。</translation>
    </message>
    <message>
        <source>Which of the two is held to the target on the validation part.</source>
        <translation>二者中何者在验证部分须达到目标。</translation>
    </message>
    <message>
        <source>Widest black border, as a share of the side.</source>
        <translation>最宽的黑边，占边长的比例。</translation>
    </message>
    <message>
        <source>Width in pixels to which every image is brought.</source>
        <translation>每幅图像调整到的像素宽度。</translation>
    </message>
    <message>
        <source>With and without a finding weigh the same in the loss.</source>
        <translation>有无征象在损失中权重相同。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>under 1 year</source>
        <translation>未满 1 岁</translation>
    </message>
    <message>
        <source>without</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{free} of memory are free, and the training needs {needed}: take fewer images at once.</source>
        <translation>可用内存 {free}，而训练需要 {needed}：请减少每次图像数。</translation>
    </message>
    <message>
        <source>{name} does something else than this training.</source>
        <translation>{name} 的任务与此训练不同。</translation>
    </message>
    <message>
        <source>{name} has a name that no table can hold: rename it.</source>
        <translation>{name} 的名称无法写入表格：请重命名。</translation>
    </message>
    <message>
        <source>{name} has no column that names a file, image, study, accession or patient.</source>
        <translation>{name} 没有指明文件、图像、检查、检查号或患者的列。</translation>
    </message>
    <message>
        <source>{name} has no column {column}.</source>
        <translation>{name} 没有 {column} 列。</translation>
    </message>
    <message>
        <source>{name} holds no table with a heading.</source>
        <translation>{name} 没有带表头的表格。</translation>
    </message>
    <message>
        <source>{name} says two different things of one value of {column}.</source>
        <translation>{name} 对 {column} 的同一值有两种说法。</translation>
    </message>
    <message>
        <source>{name} {version} is installed already: a model is never overwritten.</source>
        <translation>{name} {version} 已安装：模型绝不覆盖。</translation>
    </message>
    <message>
        <source>{n} others</source>
        <translation>其他 {n} 项</translation>
    </message>
    <message>
        <source>{n} problem must be mended, or its images left out, before a training can start.</source>
        <translation>必须先解决 {n} 个问题或排除其图像，才能开始训练。</translation>
    </message>
    <message>
        <source>{n} problems must be mended, or their images left out, before a training can start.</source>
        <translation>必须先解决 {n} 个问题或排除其图像，才能开始训练。</translation>
    </message>
</context>
<context>
    <name>training/publish</name>
    <message>
        <source>The bundle cannot be written: {reason}.</source>
        <translation>模型包无法写入：{reason}。</translation>
    </message>
    <message>
        <source>{name} is there already; a bundle is never overwritten.</source>
        <translation>{name} 已存在；模型包绝不覆盖。</translation>
    </message>
</context>
<context>
    <name>training/queue</name>
    <message>
        <source>Another process keeps the queue of trainings already.</source>
        <translation>另一进程已在管理训练队列。</translation>
    </message>
    <message>
        <source>The training cannot be started: {reason}.</source>
        <translation>训练无法启动：{reason}。</translation>
    </message>
    <message>
        <source>The training's process ended unexpectedly ({why}); it can go on from its last checkpoint.</source>
        <translation>训练进程意外终止（{why}）；可从最后的检查点继续。</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>退出码 {code}</translation>
    </message>
    <message>
        <source>signal {code}, perhaps for lack of memory</source>
        <translation>信号 {code}，可能因内存不足</translation>
    </message>
</context>
<context>
    <name>training/recipe</name>
    <message>
        <source>{name} is far too large to be a recipe.</source>
        <translation>{name} 作为训练方案过大。</translation>
    </message>
    <message>
        <source>{name} is not a valid recipe: {reason}.</source>
        <translation>{name} 不是有效的训练方案：{reason}。</translation>
    </message>
</context>
<context>
    <name>training/run</name>
    <message>
        <source>Another training is running in {name}.</source>
        <translation>{name} 中正在运行另一训练。</translation>
    </message>
    <message>
        <source>Finishing the model</source>
        <translation>正在完成模型</translation>
    </message>
    <message>
        <source>There is no GPU that this program can train on.</source>
        <translation>没有本程序可用于训练的 GPU。</translation>
    </message>
</context>
<context>
    <name>training/search</name>
    <message>
        <source>Searching for settings</source>
        <translation>正在搜索设置</translation>
    </message>
</context>
<context>
    <name>training/split</name>
    <message>
        <source>The {part} part has too few patients with and without {finding} to be of use.</source>
        <translation>{part} 部分中有和无{finding}的患者过少，没有意义。</translation>
    </message>
    <message>
        <source>The {part} part is empty: there are too few patients.</source>
        <translation>{part} 部分为空：患者过少。</translation>
    </message>
    <message>
        <source>{name} has no column {column} that names the part.</source>
        <translation>{name} 没有指明所属部分的 {column} 列。</translation>
    </message>
    <message>
        <source>{name}, line {line}: column {column} says none of {parts}.</source>
        <translation>{name}，第 {line} 行：{column} 列不是 {parts} 之一。</translation>
    </message>
    <message>
        <source>{n} patients lie in both the {one} and the {other} part.</source>
        <translation>有 {n} 名患者同时在 {one} 和 {other} 部分。</translation>
    </message>
</context>
<context>
    <name>training/starting</name>
    <message>
        <source>The architecture {architecture} is not for {task}.</source>
        <translation>网络结构 {architecture} 不适用于 {task}。</translation>
    </message>
    <message>
        <source>The backbone {backbone} does not fit {architecture}.</source>
        <translation>骨干网络 {backbone} 与 {architecture} 不符。</translation>
    </message>
    <message>
        <source>The training cannot start from {start}: {reason}</source>
        <translation>训练无法从 {start} 开始：{reason}</translation>
    </message>
    <message>
        <source>The weights of {start} do not fit {architecture}.</source>
        <translation>{start} 的权重与 {architecture} 不符。</translation>
    </message>
    <message>
        <source>There is no architecture named {architecture}.</source>
        <translation>没有名为 {architecture} 的网络结构。</translation>
    </message>
    <message>
        <source>There is no backbone named {backbone}.</source>
        <translation>没有名为 {backbone} 的骨干网络。</translation>
    </message>
</context>
<context>
    <name>training/step</name>
    <message>
        <source>One of the processes has too little memory; set micro_batch.</source>
        <translation>某个进程内存不足；请设置 micro_batch。</translation>
    </message>
    <message>
        <source>The GPU failed; the run can go on from its last checkpoint.</source>
        <translation>GPU 出错；训练可从最后的检查点继续。</translation>
    </message>
</context>
<context>
    <name>training/team</name>
    <message>
        <source>The processes of this training cannot join; start them by torchrun.</source>
        <translation>此训练的各进程无法汇合；请用 torchrun 启动。</translation>
    </message>
</context>
<context>
    <name>worklist/arrivals</name>
    <message>
        <source>The watched folder cannot be read: {why}.</source>
        <translation>监视的文件夹无法读取：{why}。</translation>
    </message>
</context>
<context>
    <name>worklist/manifest</name>
    <message>
        <source>Image {uid} has no file any more.</source>
        <translation>图像 {uid} 已没有文件。</translation>
    </message>
    <message>
        <source>Image {uid} has several frames.</source>
        <translation>图像 {uid} 有多帧。</translation>
    </message>
    <message>
        <source>Of image {uid} nothing is said for certain.</source>
        <translation>对图像 {uid} 没有确定的结论。</translation>
    </message>
    <message>
        <source>There is no signed verdict to export.</source>
        <translation>没有可导出的已签发判读结论。</translation>
    </message>
    <message>
        <source>Writing the manifest</source>
        <translation>正在写入清单</translation>
    </message>
    <message>
        <source>{name} cannot be written: {why}.</source>
        <translation>{name} 无法写入：{why}。</translation>
    </message>
</context>
<context>
    <name>worklist/urgency</name>
    <message>
        <source>All findings called absent. The nearest is {finding}: probability {p}, below {point} ({model}).</source>
        <translation>所有征象均判为阴性。最接近的是{finding}：概率 {p}，低于 {point}（{model}）。</translation>
    </message>
    <message>
        <source>Hidden until you commit your own opinion</source>
        <translation>在您提交自己的意见之前隐藏</translation>
    </message>
    <message>
        <source>No model has looked at it yet, so nobody knows how urgent it is.</source>
        <translation>尚无模型看过，因此紧急程度未知。</translation>
    </message>
    <message>
        <source>No model judged it; {model} said: {reason}</source>
        <translation>没有模型作出判定；{model} 称：{reason}</translation>
    </message>
    <message>
        <source>Not scored yet</source>
        <translation>尚未评分</translation>
    </message>
    <message>
        <source>What a model called present comes first, by probability; then what it could not call; then what no model has judged; then what was called absent. Among equals whoever waits longest comes first.</source>
        <translation>模型判为阳性者在先，按概率排列；其后是无法判定者；再后是未经任何模型判定者；最后是判为阴性者。同等情况下等待最久者在先。</translation>
    </message>
    <message>
        <source>no reason is known</source>
        <translation>原因未知</translation>
    </message>
    <message>
        <source>{finding} called present: probability {p}, at or above the operating point {point} ({model}).</source>
        <translation>{finding}判为阳性：概率 {p}，达到或高于工作点 {point}（{model}）。</translation>
    </message>
    <message>
        <source>{finding} present</source>
        <translation>{finding}阳性</translation>
    </message>
    <message>
        <source>{finding} uncertain</source>
        <translation>{finding}不确定</translation>
    </message>
    <message>
        <source>{finding} uncertain: probability {p}, too near the operating point {point} ({model}).</source>
        <translation>{finding}不确定：概率 {p}，过于接近工作点 {point}（{model}）。</translation>
    </message>
    <message>
        <source>{h} h {m:02d} min</source>
        <translation>{h} 小时 {m:02d} 分</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
</context>
</TS>
