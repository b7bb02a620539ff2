using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Training;
using Debye.Plots;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra lrfind</c>: which learning rates suit a network.</summary>
internal static class SpectraLrfindCommand
{
    public static Command Create(Session session)
    {
        var recipe = Options.Path("RECIPE", "Recipe file with a network among its members.");
        var member = Options.Check(
            new Option<int?>("--member") { Description = "Which member, from 1; without it the first network.", HelpName = "N" },
            value => value is null or >= 1,
            "--member: expected 1 or more"
        );
        var start = Options.Check(
            new Option<double>("--start")
            {
                Description = "Lowest rate.",
                HelpName = "RATE",
                DefaultValueFactory = _ => 1e-8,
            },
            value => value > 0,
            "--start: expected above 0"
        );
        var end = Options.Check(
            new Option<double>("--end")
            {
                Description = "Highest rate.",
                HelpName = "RATE",
                DefaultValueFactory = _ => 10,
            },
            value => value > 0,
            "--end: expected above 0"
        );
        var updates = Options.Check(
            new Option<int>("--updates")
            {
                Description = "Steps from one to the other.",
                HelpName = "N",
                DefaultValueFactory = _ => 100,
            },
            value => value is >= 10 and <= 1_000_000,
            "--updates: expected 10…1,000,000"
        );
        var (plot, json, seed, threads) = (
            Options.Plot("loss over learning rate"),
            Options.Json("one JSON document with every step"),
            Options.Seed(),
            Options.Threads()
        );
        var command = new Command("lrfind", "Find learning rates: train with a rate that grows until the loss diverges.")
        {
            recipe,
            member,
            start,
            end,
            updates,
            plot,
            json,
            seed,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "The bounds suit the cyclical schedules: \"schedule\": { \"kind\": \"cyclicalHalving\", \"baseRate\": HIGHER, "
                + "\"finalShare\": LOWER/HIGHER }.",
            "debye spectra lrfind recipes/spectra-pgaa-network.json --plot rates.svg"
        );
        command.SetAction(parsed =>
        {
            var options = new LearningRateFinderOptions
            {
                Start = parsed.GetValue(start),
                End = parsed.GetValue(end),
                Updates = parsed.GetValue(updates),
            };
            if (options.End <= options.Start)
                throw new UsageException(Invariant($"--end: expected above --start ({options.Start:g4}), got {options.End:g4}"));
            var curve = SpectraRateSearch.Run(
                parsed.GetValue(recipe)!,
                parsed.GetValue(member),
                options,
                parsed.GetValue(seed),
                parsed.GetValue(threads),
                session.Cancellation
            );
            var bounds = curve.EstimateBounds();
            if (parsed.GetValue(plot) is { } path)
                OutputFile.Write(path, Figure(curve).Render(), session);
            session.Output.WriteLine(
                parsed.GetValue(json)
                    ? JsonText.Line(
                        new
                        {
                            status = bounds.Status.ToString(),
                            lower = bounds.Status == LearningRateBoundsStatus.Found ? bounds.Lower : (double?)null,
                            higher = bounds.Status == LearningRateBoundsStatus.Found ? bounds.Upper : (double?)null,
                            rates = curve.Rates.ToArray(),
                            losses = curve.Losses.ToArray(),
                            smoothed = curve.Smoothed.ToArray(),
                        }
                    )
                : bounds.Status == LearningRateBoundsStatus.Found
                    ? Invariant($"learning rates {bounds.Lower:g3} to {bounds.Upper:g3} ({curve.Rates.Length} steps)")
                : $"no bounds: {bounds.Status} ({curve.Rates.Length} steps); look at the figure (--plot)"
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static SvgPlot Figure(LearningRateCurve curve) =>
        new()
        {
            Title = "Loss while the learning rate grows",
            XLabel = "learning rate",
            YLabel = "loss",
            IsXLogarithmic = true,
            Series =
            [
                new LineSeries("of the step", PlotColors.Other, curve.Rates.ToArray(), curve.Losses.ToArray()),
                new LineSeries("smoothed", PlotColors.Measured, curve.Rates.ToArray(), curve.Smoothed.ToArray()),
            ],
        };
}
