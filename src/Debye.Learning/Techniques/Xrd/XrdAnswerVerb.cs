using System.Collections.Immutable;
using System.Globalization;
using Debye.Learning.Answers;
using Debye.Learning.Training;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Space group, crystal system, extinction group and matching crystals of measured patterns.</summary>
internal sealed class XrdAnswerVerb : AnswerVerb
{
    /// <summary>File of the shipped library of known crystals.</summary>
    public const string UsualLibrary = "xrd-library/materials-project.dbxl";

    /// <summary>The wavelength, an angle's or a file's.</summary>
    public static Setting Wavelength(string usual) =>
        new("wavelength", SettingKind.Text, $"Wavelength in Å, or a tube line such as CuKa1, CuKa, CoKa1, MoKa. Default: {usual}.")
        {
            ValueName = "Å|LINE",
            Short = 'w',
            IsAllowed = value => ParseWavelength((string)value) is not null,
            Expected = "0.1…5 Å or one of " + string.Join(", ", XrdTables.WavelengthNames),
        };

    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "identify",
            "Identify the space group of measured powder patterns.",
            "Measured patterns (two columns, .raw, .brml, .xrdml, GSAS, JCAMP-DX), folders of them, or - for standard input.",
            [
                "A pattern needs at least 100 points over 15° within 5…90° 2θ (as at Cu Kα1).",
                "\"Unknown\" means: like nothing the model knows; the candidates then are guesses.",
                "debye xrd identify scan.xrdml",
                "debye xrd identify scans/ --json > answers.jsonl",
                "debye xrd identify scan.xy --wavelength MoKa1 --library none --report scan.html",
            ]
        );

    /// <inheritdoc/>
    public override string ReportTitle => "Powder patterns identified";

    /// <inheritdoc/>
    public override string InputNoun => "pattern";

    /// <inheritdoc/>
    public override string UsualModel => "xrd-spacegroup";

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } =
    [
        new("library", SettingKind.Text, $"Library of known crystals, or none. Default: models/{UsualLibrary}, if it is there.")
        {
            ValueName = "FILE|none",
            Short = 'l',
        },
        Wavelength("the file's, else CuKa1"),
        Setting.Top(5, 230),
        Setting.Coverage(),
    ];

    /// <inheritdoc/>
    public override AnsweringModel Open(string model, SettingValues settings, RunContext context)
    {
        var library = settings.Text("library") switch
        {
            "none" => null,
            null => ModelPlaces.Find(UsualLibrary, File.Exists),
            var named => named,
        };
        var options = new XrdIdentifyOptions
        {
            Top = settings.Whole("top"),
            Coverage = settings.Number("coverage"),
            WavelengthAngstrom = settings.Text("wavelength") is { } text ? ParseWavelength(text) : null,
            Threads = context.Threads,
        };
        return new XrdAnsweringModel(XrdIdentifier.Load(model, library, context.Threads), options);
    }

    /// <summary>A wavelength in Å from a number or the name of a line; null for neither.</summary>
    internal static double? ParseWavelength(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            try
            {
                value = XrdTables.WavelengthAngstrom(text);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        return value is >= 0.1 and <= 5 ? value : null;
    }
}

/// <summary>A space-group model with its library, open for questions.</summary>
internal sealed class XrdAnsweringModel(XrdIdentifier identifier, XrdIdentifyOptions options) : AnsweringModel<Spectrum, XrdAnswer>
{
    /// <inheritdoc/>
    public override string Name => identifier.Name;

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, string Value)> Used =>
        [
            (
                "Library of known crystals",
                identifier.Library is not { } library ? "not used"
                : library.Source.Length > 0 ? library.Source
                : "origin not stated in the file"
            ),
        ];

    /// <inheritdoc/>
    public override void Dispose()
    {
        identifier.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadFile(string path) => [new Sample(path, XrdReader.Read(path))];

    /// <inheritdoc/>
    protected override IEnumerable<Sample> ReadStream(Stream stream, string name) =>
        [new Sample("-", XrdReader.ReadAll(stream, name).MaxBy(scan => scan.Length)!)];

    /// <inheritdoc/>
    protected override XrdAnswer Answer(Spectrum content, string input, bool explains, CancellationToken cancellation) =>
        identifier.Identify(content, input, options);

    /// <inheritdoc/>
    protected override AnswerDocument Describe(XrdAnswer answer, Spectrum content) =>
        XrdDocument.Of(answer, content, identifier.Library is not null);
}
