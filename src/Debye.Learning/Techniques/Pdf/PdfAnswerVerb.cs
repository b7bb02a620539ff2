using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Learning.Answers;
using Debye.Learning.Training;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Space group and known crystals behind measured pair distribution functions.</summary>
internal sealed class PdfAnswerVerb : AnswerVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "identify",
            "Identify the space group behind measured pair distribution functions.",
            "Measured curves (.gr, .fq, .sq and other text with two columns or more), folders of them, or - for standard input.",
            [
                "G(r) is wanted over 5 Å or more within 1.5…30 Å; F(Q) and S(Q) are transformed "
                    + "first, raw intensities are for 'pdf reduce'.",
                "\"Unknown\" means: like nothing the model knows; the candidates then are guesses.",
                "debye pdf identify Ni.gr",
                "debye pdf identify curves/ --json > answers.jsonl",
                "debye pdf identify sample.gr --top 3 --report sample.html",
                "debye pdf identify sample.gr --library my-cifs/",
            ]
        );

    /// <inheritdoc/>
    public override string ReportTitle => "Pair distribution functions identified";

    /// <inheritdoc/>
    public override string InputNoun => "curve";

    /// <inheritdoc/>
    public override string UsualModel => "pdf-spacegroup";

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } =
    [
        new(
            "library",
            SettingKind.Text,
            "Crystals (.cif, .jsonl or .jsonl.gz, or a folder of them) among which the most alike are looked for, at any stretch of ±20 %. "
                + "Default: those of the model."
        )
        {
            ValueName = "FILE",
            Short = 'l',
        },
        Setting.Top(6, 230),
        Setting.Coverage(),
    ];

    /// <inheritdoc/>
    public override AnsweringModel Open(string model, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        var options = new PdfIdentifyOptions { Top = settings.Whole("top"), Coverage = settings.Number("coverage") };
        var identifier = PdfIdentifier.Load(model, context.Threads);
        if (settings.Text("library") is { } path)
            identifier.Use(Crystals(path, context));
        return new PdfAnsweringModel(identifier, options);
    }

    private static PdfLibrary Crystals(string path, RunContext context)
    {
        StructureItem[] items = [.. StructureFiles.Units(path).SelectMany(unit => unit())];
        Structure[] structures = [.. items.Select(item => item.Structure).OfType<Structure>()];
        var bad = items.Where(item => item.Problem is not null);
        if (structures.Length == 0)
            throw bad.First().Problem!;
        foreach (var item in bad)
            context.Progress.Skip(item.Name, item.Problem!);
        try
        {
            return PdfLibrary.OfCrystals(structures, new PdfOptions(), threads: context.Threads);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, problem.Message.Split(" (Parameter")[0], problem);
        }
    }
}

/// <summary>A model of space groups from G(r), open for questions.</summary>
internal sealed class PdfAnsweringModel(PdfIdentifier identifier, PdfIdentifyOptions options) : AnsweringModel<PdfData, PdfAnswer>
{
    /// <inheritdoc/>
    public override string Name => identifier.Name;

    /// <inheritdoc/>
    public override void Dispose()
    {
        identifier.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadFile(string path) => [new Sample(path, PdfReader.Read(path))];

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadStream(Stream stream, string name) => [new Sample("-", PdfReader.Read(stream, name))];

    /// <inheritdoc/>
    protected override PdfAnswer Answer(PdfData content, string input, bool explains, CancellationToken cancellation) =>
        identifier.Identify(content, input, options);

    /// <inheritdoc/>
    protected override AnswerDocument Describe(PdfAnswer answer, PdfData content) => PdfDocument.Of(answer);
}
