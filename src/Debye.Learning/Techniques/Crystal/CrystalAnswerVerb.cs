using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Learning.Answers;
using Debye.Learning.Training;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A property of crystals, with its interval.</summary>
internal sealed class CrystalAnswerVerb : AnswerVerb
{
    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "predict",
            "Predict a property of crystal structures: the band gap.",
            "CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.",
            [
                "Shipped: crystal-bandgap-experimental (measured gaps), crystal-bandgap-dft (PBE gaps of the Materials Project).",
                "\"Unknown\" means: an element that the model has never seen, metals alone, or surroundings unlike those of its training "
                    + "crystals.",
                "debye crystal predict quartz.cif",
                "debye crystal predict structures.jsonl.gz --model models/crystal-bandgap-dft --coverage 0.8 --json > gaps.jsonl",
            ]
        );

    /// <inheritdoc/>
    public override string ReportTitle => "Properties of crystals predicted";

    /// <inheritdoc/>
    public override string InputNoun => "crystal";

    /// <inheritdoc/>
    public override string UsualModel => "crystal-bandgap-experimental";

    /// <inheritdoc/>
    public override string ModelDescription =>
        "Model package, or weights of CGCNN's own code: WEIGHTS.safetensors with WEIGHTS.json and atom_init.json beside it.";

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } = [Setting.Coverage("Share of intervals that should hold the truth.")];

    /// <inheritdoc/>
    public override bool AnswersSideBySide => true;

    /// <inheritdoc/>
    public override AnsweringModel Open(string model, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new CrystalAnsweringModel(CrystalModelPackage.Load(model), settings.Number("coverage"));
    }
}

/// <summary>A model of crystals, open for questions.</summary>
internal sealed class CrystalAnsweringModel : AnsweringModel<Structure, CrystalAnswer>
{
    private readonly CrystalModel _model;
    private readonly double _coverage;
    private readonly ThreadLocal<CrystalInputBuilder> _builders;
    private readonly ThreadLocal<CrystalPredictor> _predictors;

    public CrystalAnsweringModel(CrystalModel model, double coverage)
    {
        _model = model;
        _coverage = coverage;
        _builders = new ThreadLocal<CrystalInputBuilder>(model.NewInputBuilder);
        _predictors = new ThreadLocal<CrystalPredictor>(() => new CrystalPredictor(model), trackAllValues: true);
    }

    /// <inheritdoc/>
    public override string Name => _model.Name;

    /// <inheritdoc/>
    public override IEnumerable<Func<IReadOnlyList<SampleItem>>> Read(string path) => Samples(StructureFiles.Units(path));

    /// <inheritdoc/>
    public override IEnumerable<Func<IReadOnlyList<SampleItem>>> Read(Stream stream, string name) =>
        Samples(StructureFiles.Units(stream, name));

    /// <inheritdoc/>
    public override bool IsMeasurement(string folder) => true;

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var predictor in _predictors.Values)
            predictor.Dispose();
        _predictors.Dispose();
        _builders.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadFile(string path) => throw new NotSupportedException("Structures are read in units.");

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadStream(Stream stream, string name) =>
        throw new NotSupportedException("Structures are read in units.");

    /// <inheritdoc/>
    protected override CrystalAnswer Answer(Structure content, string input, bool explains, CancellationToken cancellation) =>
        CrystalAnswer.Of(_predictors.Value!, _builders.Value!, content, _coverage);

    /// <inheritdoc/>
    protected override AnswerDocument Describe(CrystalAnswer answer, Structure content) => CrystalDocument.Of(answer);

    private static IEnumerable<Func<IReadOnlyList<SampleItem>>> Samples(IEnumerable<Func<IReadOnlyList<StructureItem>>> units) =>
        units.Select(unit => (Func<IReadOnlyList<SampleItem>>)(() => [.. unit().Select(Sample)]));

    private static SampleItem Sample(StructureItem item) =>
        new(item.Name, item.Structure is { } structure ? new Sample(item.Name, structure) : null, item.Problem);
}
