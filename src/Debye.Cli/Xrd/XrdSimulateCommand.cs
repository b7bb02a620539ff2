using System.CommandLine;
using System.Globalization;
using System.Text;
using Debye.Cli.Crystal;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd simulate</c>: crystal in, powder pattern out.</summary>
internal static class XrdSimulateCommand
{
    private sealed record Request(XrdOptions Options, XrdGrid? Grid, bool AsJson, bool WithPlot);

    private sealed record Result(string Text, string? Svg);

    public static Command Create(Session session)
    {
        var files = Options.Inputs("CIF or JSON-lines files (.cif, .jsonl, also .gz), folders of them, or - for standard input.");
        var wavelength = Options.Wavelength("CuKa1, 1.54056 Å");
        var twoTheta = new Option<(double Low, double High)>("--two-theta")
        {
            Description = "Range of 2θ, degrees. Default: 5:90.",
            HelpName = "LOW:HIGH",
            CustomParser = Options.ParseRange,
        };
        var pattern = new Option<bool>("--pattern") { Description = "Give the whole pattern with peak shapes, not only the peaks." };
        var points = Options.Check(
            new Option<int>("--points")
            {
                Description = "Points of the pattern.",
                HelpName = "N",
                DefaultValueFactory = _ => 8501,
            },
            value => value is >= 2 and <= 10_000_000,
            "--points: expected 2…10,000,000"
        );
        var formFactors = new Option<string>("--form-factors")
        {
            Description = "X-ray form factors: wk1995 (Waasmaier–Kirfel, with ions) or pymatgen (that program's table, neutral atoms).",
            HelpName = "NAME",
            DefaultValueFactory = _ => "wk1995",
        }.AcceptOnlyFromAmong("wk1995", "pymatgen");
        var radiation = new Option<string>("--radiation")
        {
            Description = "xray or neutron.",
            HelpName = "KIND",
            DefaultValueFactory = _ => "xray",
        }.AcceptOnlyFromAmong("xray", "neutron");
        var (json, output, threads) = (Options.Json(), Options.Out(), Options.Threads());
        var plot = Options.Plot("the reflections (and the pattern, with --pattern)");
        var command = new Command("simulate", "Calculate the powder pattern of crystal structures.")
        {
            files,
            wavelength,
            twoTheta,
            pattern,
            points,
            formFactors,
            radiation,
            json,
            output,
            plot,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "Angles are degrees 2θ, lengths Å, intensities scaled to 100 for the strongest peak.",
            "--out writes JSON when the name ends in .json or .jsonl (also .gz), else text as on the screen.",
            "debye xrd simulate quartz.cif",
            "debye xrd simulate structures/ --wavelength MoKa1 --two-theta 3:50 --json > peaks.jsonl",
            "debye xrd simulate quartz.cif --pattern --points 4251 --out quartz.xy --plot quartz.svg"
        );
        command.SetAction(parsed =>
        {
            var range = parsed.GetResult(twoTheta) is null ? (Low: 5.0, High: 90.0) : parsed.GetValue(twoTheta);
            var isPymatgen = parsed.GetValue(formFactors) == "pymatgen";
            var options = new XrdOptions
            {
                WavelengthAngstrom = parsed.GetValue(wavelength) ?? XrdTables.CopperKAlpha1Angstrom,
                MinimumTwoThetaDegrees = range.Low,
                MaximumTwoThetaDegrees = range.High,
                Radiation = parsed.GetValue(radiation) == "neutron" ? Radiation.Neutron : Radiation.XRay,
                FormFactors = isPymatgen ? FormFactorTable.Pymatgen : FormFactorTable.WaasmaierKirfel1995,
                UseCharges = !isPymatgen,
            };
            XrdGrid? grid = parsed.GetValue(pattern) ? XrdGrid.TwoTheta(range.Low, range.High, parsed.GetValue(points)) : null;
            var target = parsed.GetValue(output);
            var request = new Request(options, grid, parsed.GetValue(json) || IsJson(target), parsed.GetValue(plot) is not null);
            Simulate(session, parsed.GetValue(files)!, request, parsed.GetValue(threads), target, parsed.GetValue(plot));
            return CommandLine.Success;
        });
        return command;
    }

    private static void Simulate(Session session, string[] files, Request request, int threads, string? target, string? plot)
    {
        using var sink = OutputFile.Open(target, session);
        var count = 0;
        StructureWork.Run(
            files,
            session,
            threads,
            () => new XrdSimulator(request.Options),
            (simulator, structure) => Calculate(simulator, structure, request),
            result =>
            {
                sink.Writer.Write(result.Text);
                if (result.Svg is not null)
                    OutputFile.Write(OutputFile.Numbered(plot!, count), result.Svg, session);
                count++;
            }
        );
        if (count > 0)
            sink.Commit();
    }

    private static bool IsJson(string? path) =>
        path is not null
        && new[] { ".json", ".jsonl", ".json.gz", ".jsonl.gz" }.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static Result Calculate(XrdSimulator simulator, Structure structure, Request request)
    {
        var peaks = simulator.Peaks(structure);
        var profile = request.Grid is { } grid ? simulator.Pattern(structure, grid) : null;
        var text =
            request.AsJson ? ToJson(structure, peaks, profile, request)
            : profile is null ? ToTable(structure, peaks)
            : ToColumns(structure, profile);
        return new Result(
            text,
            request.WithPlot ? XrdFigures.Calculated($"{structure.Id} {structure.Formula}".Trim(), peaks, profile).Render() : null
        );
    }

    private static string ToJson(Structure structure, XrdPattern pattern, Spectrum? profile, Request request) =>
        JsonText.Line(
            new
            {
                id = structure.Id,
                wavelengthAngstrom = pattern.Options.WavelengthAngstrom,
                peaks = pattern
                    .Peaks.ToArray()
                    .Select(peak => new
                    {
                        twoThetaDegrees = peak.TwoThetaDegrees,
                        dAngstrom = peak.DAngstrom,
                        intensity = peak.Intensity,
                        hkl = pattern
                            .FamiliesOf(peak)
                            .ToArray()
                            .Select(family => new[] { family.Hkl.H, family.Hkl.K, family.Hkl.L })
                            .ToArray(),
                        multiplicity = pattern.FamiliesOf(peak).ToArray().Select(family => family.Multiplicity).ToArray(),
                    })
                    .ToArray(),
                pattern = profile is null ? null : PatternJson.Of(profile, request.Grid!.Value),
            }
        ) + "\n";

    private static string ToTable(Structure structure, XrdPattern pattern)
    {
        var text = new StringBuilder(
            Invariant($"{structure.Id}  {structure.Formula}  λ = {pattern.Options.WavelengthAngstrom:0.#####} Å\n")
        );
        text.Append("      2θ/°       d/Å        I  h k l (multiplicity)\n");
        foreach (var peak in pattern.Peaks.Span)
        {
            var families = string.Join(
                "; ",
                pattern
                    .FamiliesOf(peak)
                    .ToArray()
                    .Select(family => Invariant($"{family.Hkl.H} {family.Hkl.K} {family.Hkl.L} ({family.Multiplicity})"))
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"{peak.TwoThetaDegrees, 10:f4} {peak.DAngstrom, 9:f5} {peak.Intensity, 8:f3}  {families}\n"
            );
        }

        return text.Append('\n').ToString();
    }

    private static string ToColumns(Structure structure, Spectrum profile)
    {
        var text = new StringBuilder(
            Invariant($"# {structure.Id} {structure.Formula}, wavelength {profile.WavelengthAngstrom:0.#####} A, 2theta ")
                + "(degrees) and intensity (strongest 100)\n"
        );
        var scale = PatternJson.Scale(profile);
        for (var i = 0; i < profile.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{profile.Axis[i]:f4} {profile.Intensity[i] * scale:f4}\n");
        return text.ToString();
    }
}
