using System.Collections.Immutable;
using Debye.Learning.Answers;
using Debye.Learning.Training;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Search;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Which equivalent circuit is behind a spectrum.</summary>
internal sealed class EisAnswerVerb : AnswerVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "identify",
            "Identify the equivalent circuit behind impedance spectra.",
            "Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input.",
            [
                "All circuits of the model are fitted; the model weighs the fits. The noise is estimated from the spectrum.",
                "\"None of these\" means: the deviations from the best circuit are no noise; the candidates then are guesses.",
                "debye eis identify cell.DTA",
                "debye eis identify cells/ --json > answers.jsonl",
                "debye eis identify cell.mpt --search --report cell.html",
            ]
        );

    /// <inheritdoc/>
    public override string ReportTitle => "Equivalent circuits identified";

    /// <inheritdoc/>
    public override string InputNoun => "spectrum";

    /// <inheritdoc/>
    public override string InputNouns => "spectra";

    /// <inheritdoc/>
    public override string UsualModel => "eis-circuit";

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } =
    [
        Setting.Top(3, 9),
        Setting.Coverage(),
        new("search", SettingKind.Flag, "Also look for circuits without a list, as 'eis search' does: some seconds a spectrum."),
    ];

    /// <inheritdoc/>
    public override AnsweringModel Open(string model, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var options = new EisIdentifyOptions { Top = settings.Whole("top"), Coverage = settings.Number("coverage") };
        return new EisAnsweringModel(EisIdentifier.Load(model), options, settings.Flag("search"));
    }
}

/// <summary>A circuit model, open for questions.</summary>
internal sealed class EisAnsweringModel(EisIdentifier identifier, EisIdentifyOptions options, bool searches)
    : AnsweringModel<ImpedanceSpectrum, EisAnswer>
{
    private const int Found = 3;

    /// <inheritdoc/>
    public override string Name => identifier.Name;

    /// <inheritdoc/>
    public override void Dispose()
    {
        identifier.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadFile(string path) => EisReader.Read(path).Select(spectrum => Named(path, spectrum));

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadStream(Stream stream, string name) =>
        EisReader.Read(stream, name).Select(spectrum => Named("-", spectrum));

    /// <inheritdoc/>
    protected override EisAnswer Answer(ImpedanceSpectrum content, string input, bool explains, CancellationToken cancellation)
    {
        var answer = identifier.Identify(content, input, options);
        return searches ? answer with { Found = [.. new CircuitSearch().Find(content, null, cancellation).Take(Found)] } : answer;
    }

    /// <inheritdoc/>
    protected override AnswerDocument Describe(EisAnswer answer, ImpedanceSpectrum content) => EisDocument.Of(answer, content);

    private static Sample Named(string name, ImpedanceSpectrum spectrum) => new(name, spectrum) { Notes = [.. spectrum.Notes] };
}
