using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Reduction;

namespace Debye.Cli.Pdf;

/// <summary><c>debye pdf reduce</c>: raw intensity in, G(r) out.</summary>
internal static class PdfReduceCommand
{
    private sealed record Targets(string? G, string? F, string? S, string? Plot, bool AsJson);

    public static Command Create(Session session)
    {
        var raw = Options.Path("RAW", "Intensity over Q or 2θ (.chi, .xy, .iq and other text), or - for standard input.");
        var background = new Option<string?>("--background", "-b")
        {
            Description = "The same measured without the sample.",
            HelpName = "FILE",
        };
        var format = new Option<string?>("--dataformat")
        {
            Description = "First column of both files where they do not say it: QA (1/Å), Qnm (1/nm) or twotheta (degrees).",
            HelpName = "KIND",
        }.AcceptOnlyFromAmong("QA", "Qnm", "twotheta");
        var settings = new PdfReduceOptions();
        var (json, output) = (
            Options.Json("settings, diagnostics, F(Q) and G(r) as one JSON document"),
            Options.Out("Write G(r) to this file instead of standard output; it appears only when complete.")
        );
        var (f, s) = (
            new Option<string?>("--fq") { Description = "Write F(Q) to this file.", HelpName = "FILE" },
            new Option<string?>("--sq") { Description = "Write S(Q) to this file.", HelpName = "FILE" }
        );
        var plot = new Option<string?>("--plot") { Description = "Draw intensity, S(Q), F(Q) and G(r).", HelpName = "FILE.svg" };
        var command = new Command("reduce", "Reduce a raw total-scattering intensity to G(r).") { raw, background, format };
        settings.AddTo(command);
        foreach (var option in (Option[])[json, output, f, s, plot])
            command.Options.Add(option);
        HelpWithExamples.Add(
            command,
            "What varies slowly with Q is taken off by a polynomial of degree rpoly (Qmaxinst - Qmin)/π; the scale of G(r) is arbitrary.",
            "The slope of G(r) below its first peak is printed: -4πρ₀ times that scale.",
            "debye pdf reduce Ni.chi --background kapton.chi --composition Ni --qmax 24 --qmaxinst 31.26 --rmax 60 --out Ni.gr "
                + "--plot Ni.svg"
        );
        command.SetAction(parsed =>
        {
            var options = settings.Read(parsed);
            PdfAxisUnit? axis = parsed.GetValue(format) switch
            {
                "QA" => PdfAxisUnit.QPerAngstrom,
                "Qnm" => PdfAxisUnit.QPerNanometre,
                "twotheta" => PdfAxisUnit.TwoThetaDegrees,
                _ => null,
            };
            var input = parsed.GetValue(raw)!;
            var sample = input == "-" ? PdfReader.Read(session.Input, "standard input", axis) : PdfReader.Read(input, axis);
            var empty = parsed.GetValue(background) is { } path ? PdfReader.Read(path, axis) : null;
            var result = PdfReduction.Run(sample, empty, options);
            Write(
                session,
                result,
                sample,
                new Targets(parsed.GetValue(output), parsed.GetValue(f), parsed.GetValue(s), parsed.GetValue(plot), parsed.GetValue(json))
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static void Write(Session session, ReductionResult result, PdfData sample, Targets targets)
    {
        if (targets.F is { } f)
            OutputFile.Write(f, PdfWriter.Write(result.ReducedStructure), session);
        if (targets.S is { } s)
            OutputFile.Write(s, PdfWriter.Write(result.StructureFactor), session);
        if (targets.G is { } g)
            OutputFile.Write(g, PdfWriter.Write(result.PairDistribution), session);
        if (targets.Plot is { } plot)
            OutputFile.Write(plot, ReductionFigures.Overview(Path.GetFileName(sample.Source), result), session);
        foreach (var note in result.Notes)
            session.Say($"{sample.Source}: {note}");
        if (targets.AsJson)
            session.Output.WriteLine(ToJson(result, sample));
        else if (targets.G is null)
            session.Output.Write(PdfWriter.Write(result.PairDistribution));
        if (!targets.AsJson)
            session.Say(Summary(result, sample));
    }

    private static string Summary(ReductionResult result, PdfData sample) =>
        Invariant($"{sample.Source}: polynomial of degree {result.PolynomialDegree:0.##}; below the first peak ")
        + Invariant($"({result.BaselineRangeAngstrom.Low:0.##}…{result.BaselineRangeAngstrom.High:0.##} Å) G falls by ")
        + Invariant($"{-result.BaselineSlopePerAngstrom3:0.###} 1/Å³, that is ρ₀ = {result.DensityPerAngstrom3:0.####} ")
        + Invariant($"atoms/Å³ times the scale; ripples {100 * result.RippleShare:0.#} % of the highest peak");

    private static string ToJson(ReductionResult result, PdfData sample) =>
        JsonText.Line(
            new
            {
                input = sample.Source,
                settings = result.PairDistribution.Header.Entries.ToDictionary(
                    entry => entry.Name,
                    entry => entry.Text,
                    StringComparer.Ordinal
                ),
                polynomialDegree = result.PolynomialDegree,
                scale = result.Scale,
                baselineSlopePerAngstrom3 = result.BaselineSlopePerAngstrom3,
                densityPerAngstrom3 = result.DensityPerAngstrom3,
                baselineRangeAngstrom = new[] { result.BaselineRangeAngstrom.Low, result.BaselineRangeAngstrom.High },
                rippleShare = result.RippleShare,
                notes = result.Notes,
                qPerAngstrom = result.ReducedStructure.X.ToArray(),
                f = result.ReducedStructure.Y.ToArray(),
                rAngstrom = result.PairDistribution.X.ToArray(),
                g = result.PairDistribution.Y.ToArray(),
            }
        );
}
