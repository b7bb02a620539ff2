using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis simulate</c>: circuit and parameters in, impedance spectrum out.</summary>
internal static class EisSimulateCommand
{
    public static Command Create(Session session)
    {
        var circuit = EisArguments.CircuitOption();
        var parameters = new Option<string?>("--parameters", "-p")
        {
            Description = "Values of the parameters, those of the circuit string excepted.",
            HelpName = "R0=10,…",
        };
        var frequencies = new Option<string>("--frequencies", "-f")
        {
            Description = "Frequencies in Hz, evenly spaced in their logarithm.",
            HelpName = "FIRST:LAST:POINTS",
            DefaultValueFactory = _ => "1e-1:1e5:60",
        };
        var noise = Options.Check(
            new Option<double>("--noise")
            {
                Description = "Standard deviation of noise on each part, relative.",
                HelpName = "SHARE",
                DefaultValueFactory = _ => 0,
            },
            value => value is >= 0 and <= 1,
            "--noise: expected 0…1"
        );
        var kind = new Option<string>("--noise-kind")
        {
            Description = "What noise is relative to: modulus, proportional (each part) or unit (the mean modulus).",
            HelpName = "KIND",
            DefaultValueFactory = _ => "modulus",
        }.AcceptOnlyFromAmong("modulus", "proportional", "unit");
        var drift = Options.Check(
            new Option<double>("--drift")
            {
                Description = "Relative change of Z from the first to the last point.",
                HelpName = "SHARE",
                DefaultValueFactory = _ => 0,
            },
            value => value is >= -0.9 and <= 10,
            "--drift: expected -0.9…10"
        );
        var outliers = Options.Check(
            new Option<double>("--outliers")
            {
                Description = "Probability that a point is off by some 10 %.",
                HelpName = "P",
                DefaultValueFactory = _ => 0,
            },
            value => value is >= 0 and <= 1,
            "--outliers: expected 0…1"
        );
        var (seed, json, output) = (Options.Seed(), Options.Json("the spectrum as one JSON document"), Options.Out());
        var plot = Options.Plot("Nyquist and Bode figures");
        var diagram = new Option<string?>("--diagram") { Description = "Draw the circuit.", HelpName = "FILE.svg" };
        var command = new Command("simulate", "Calculate the impedance of an equivalent circuit.")
        {
            circuit,
            parameters,
            frequencies,
            noise,
            kind,
            drift,
            outliers,
            seed,
            json,
            output,
            plot,
            diagram,
        };
        HelpWithExamples.Add(
            command,
            "Ω, F, H, s; Q of a CPE in S·s^a. An element with several parameters numbers them: CPE1_0, CPE1_1.",
            "debye eis simulate --circuit \"R0-p(R1,CPE1)\" --parameters R0=10,R1=100,CPE1_0=1e-5,CPE1_1=0.9 --noise 0.01 --out cell.csv"
        );
        command.SetAction(parsed =>
        {
            var options = new EisOptions
            {
                NoiseLevel = parsed.GetValue(noise),
                NoiseKind = Enum.Parse<EisNoise>(parsed.GetValue(kind)!, ignoreCase: true),
                Drift = parsed.GetValue(drift),
                OutlierProbability = parsed.GetValue(outliers),
            };
            var parts = EisArguments.ParseCircuit(parsed.GetValue(circuit)!);
            var simulator = new EisSimulator(parts, EisArguments.ParseFrequencies(parsed.GetValue(frequencies)!));
            var spectrum = simulator.Simulate(Values(parts, parsed.GetValue(parameters)), options, parsed.GetValue(seed));
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            sink.Writer.Write(parsed.GetValue(json) ? ToJson(spectrum) : ImpedanceText.Write(spectrum));
            if (parsed.GetValue(plot) is { } figure)
                OutputFile.Write(figure, EisFigures.Overview(spectrum.Source, spectrum), session);
            if (parsed.GetValue(diagram) is { } drawing)
                OutputFile.Write(drawing, CircuitDiagram.Render(parts), session);
            sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static double[] Values(Circuit circuit, string? text)
    {
        var given = EisArguments.ParseValues("--parameters", text, circuit);
        return
        [
            .. circuit.Parameters.Select(parameter =>
                given.TryGetValue(parameter.Name, out var value)
                    ? value
                    : parameter.Setting.Value ?? throw new UsageException($"--parameters: {parameter.Name} ({parameter.Unit}) is missing")
            ),
        ];
    }

    private static string ToJson(ImpedanceSpectrum spectrum) =>
        JsonText.Line(
            new
            {
                circuit = spectrum.Source,
                frequencyHertz = spectrum.FrequencyHertz.ToArray(),
                realOhm = spectrum.ImpedanceOhm.ToArray().Select(value => value.Real).ToArray(),
                imaginaryOhm = spectrum.ImpedanceOhm.ToArray().Select(value => value.Imaginary).ToArray(),
            }
        ) + "\n";
}
