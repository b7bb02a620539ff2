using System.Collections.Immutable;
using Debye.Learning.Answers;
using Debye.Learning.Training;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Class of a material from its spectrum, or "unknown".</summary>
internal sealed class SpectraAnswerVerb : AnswerVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "identify",
            "Identify the class of materials by their spectra, or refuse.",
            "Spectra (.SPE, .spc, JCAMP-DX, .npy, CSV or other text, also .gz; tables with "
                + "many), folders of them, or - for standard input.",
            [
                "\"Unknown\" means: less like the training spectra than the threshold of the "
                    + "detector allows; the candidates then are guesses.",
                "Spectra that state no unit are taken to have that of the model, and a note says so.",
                "debye spectra identify coke.SPE --model runs/pgaa",
                "debye spectra identify spectra/ --model runs/pgaa --json > answers.jsonl",
            ]
        );

    /// <inheritdoc/>
    public override string ReportTitle => "Spectra identified";

    /// <inheritdoc/>
    public override string InputNoun => "spectrum";

    /// <inheritdoc/>
    public override string InputNouns => "spectra";

    /// <inheritdoc/>
    public override string ModelDescription => "Model package made by 'debye spectra train'.";

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } = [Setting.Top(5), Setting.Coverage()];

    /// <inheritdoc/>
    public override AnsweringModel Open(string model, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        var options = new SpectraIdentifyOptions
        {
            Top = settings.Whole("top"),
            Coverage = settings.Number("coverage"),
            Threads = context.Threads,
        };
        return new SpectraAnsweringModel(SpectraModelPackage.Load(model), options);
    }
}

/// <summary>A model of classes of materials, open for questions.</summary>
internal sealed class SpectraAnsweringModel(SpectraModel model, SpectraIdentifyOptions options)
    : AnsweringModel<MaterialSpectrum, SpectraAnswer>
{
    /// <summary>Versions of a spectrum that its explanation looks at: as many as 'explain' takes.</summary>
    private const int Evaluations = 500;

    /// <inheritdoc/>
    public override string Name => model.Name;

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, string Value)> Used => [("Known classes", string.Join(", ", model.Labels))];

    /// <inheritdoc/>
    public override bool IsMeasurement(string folder) => SpectraReader.IsFolderOfArrays(folder);

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadFile(string path) => Named(path, SpectraReader.ReadAll(path));

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadStream(Stream stream, string name) => Named(name, SpectraReader.ReadAll(stream, name));

    /// <inheritdoc/>
    protected override SpectraAnswer Answer(MaterialSpectrum content, string input, bool explains, CancellationToken cancellation)
    {
        var answer = model.Identify([content], options)[0] with { Input = input };
        return explains ? Explain(answer, content) : answer;
    }

    /// <inheritdoc/>
    protected override AnswerDocument Describe(SpectraAnswer answer, MaterialSpectrum content) => SpectraDocument.Of(answer, content);

    private SpectraAnswer Explain(SpectraAnswer answer, MaterialSpectrum spectrum)
    {
        try
        {
            var asked = new SpectraExplainOptions { Evaluations = Evaluations, ExplainsGate = answer.IsUnknown };
            return answer with { Explanation = SpectraExplainer.Explain(model, spectrum, asked) };
        }
        catch (ArgumentException problem)
        {
            return answer with { NotExplained = problem.Message.Split(" (Parameter")[0] };
        }
    }

    private IEnumerable<Sample> Named(string input, IEnumerable<MaterialSpectrum> spectra) =>
        spectra.Select(spectrum => new Sample(spectrum.Source.Length > 0 ? spectrum.Source : input, model.Adopt(spectrum)));
}
