using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary>The physical settings of <c>debye pdf simulate</c>.</summary>
internal sealed class PdfSimulateArguments
{
    /// <summary>Displacement of sites whose file gives none, Å²; said on standard error and in the JSON settings.</summary>
    public const double AssumedUiso = 0.008;

    private const double FinestStep = 0.01;

    private readonly Option<string> _radiation = new Option<string>("--radiation")
    {
        Description = "xray or neutron.",
        HelpName = "KIND",
        DefaultValueFactory = _ => "xray",
    }.AcceptOnlyFromAmong("xray", "neutron");
    private readonly Option<double> _qmin = Number(
        "--qmin",
        "1/Å",
        "Lower end of the band in Q; 0 for none.",
        0.5,
        value => value is >= 0 and <= 100,
        "0…100 1/Å"
    );
    private readonly Option<double> _qmax = Number(
        "--qmax",
        "1/Å",
        "Upper end of the band in Q; 0 for none.",
        23,
        value => value is >= 0 and <= 1000,
        "0…1000 1/Å"
    );
    private readonly Option<double> _qdamp = Number(
        "--qdamp",
        "1/Å",
        "Damping by the resolution: exp(-(r·Qdamp)²/2).",
        0.04,
        value => value is >= 0 and <= 1,
        "0…1 1/Å"
    );
    private readonly Option<double> _qbroad = Number(
        "--qbroad",
        "1/Å",
        "Broadening by the resolution.",
        0.01,
        value => value is >= 0 and <= 1,
        "0…1 1/Å"
    );
    private readonly Option<double> _delta1 = Number(
        "--delta1",
        "Å",
        "Correlated motion, δ1/r (high temperature).",
        0,
        value => value is >= 0 and <= 10,
        "0…10 Å"
    );
    private readonly Option<double> _delta2 = Number(
        "--delta2",
        "Å²",
        "Correlated motion, δ2/r² (low temperature).",
        0,
        value => value is >= 0 and <= 100,
        "0…100 Å²"
    );
    private readonly Option<double> _uiso = Number(
        "--uiso",
        "Å²",
        "Displacement of sites whose file gives none.",
        AssumedUiso,
        value => value is > 0 and <= 10,
        "above 0, up to 10 Å²"
    );
    private readonly Option<bool> _uniform = new("--uniform-uiso") { Description = "Use --uiso for every site, whatever the file gives." };
    private readonly Option<double> _rmin = Number(
        "--rmin",
        "Å",
        "First distance.",
        1.5,
        value => value is >= 0 and < 500,
        "0 or more and below 500 Å"
    );
    private readonly Option<double> _rmax = Number(
        "--rmax",
        "Å",
        "Last distance.",
        30,
        value => value is > 0 and <= 500,
        "above 0, up to 500 Å"
    );
    private readonly Option<double> _dr = Number(
        "--dr",
        "Å",
        "Step of the distances.",
        FinestStep,
        value => value is >= 0.001 and <= 1,
        "0.001…1 Å"
    );
    private readonly Option<int?> _grid = new("--grid")
    {
        Description =
            "Number of evenly spaced distances from the first to the last, instead of a step (209: the grid of the space-group network).",
        HelpName = "N",
    };
    private readonly Option<double?> _diameter = new("--diameter")
    {
        Description = "Diameter of a spherical particle, Å. Default: an endless crystal.",
        HelpName = "Å",
    };
    private readonly Option<string[]> _powers = new("--scattering")
    {
        Description =
            "Scattering power of an element or isotope in place of the table's: Ni=-8.7 (fm or electrons); may be given several times.",
        HelpName = "SYMBOL=VALUE",
    };

    public PdfSimulateArguments()
    {
        Options.Check(_grid, value => value is null or (>= 2 and <= 1_000_000), "--grid: expected 2…1,000,000");
        Options.Check(
            _diameter,
            value => value is null || (value > 0 && double.IsFinite(value.Value)),
            "--diameter: expected a length above 0 Å"
        );
    }

    public void AddTo(Command command)
    {
        foreach (
            var option in (ReadOnlySpan<Option>)
                [_radiation, _qmin, _qmax, _qdamp, _qbroad, _delta1, _delta2, _uiso, _uniform, _rmin, _rmax, _dr, _grid, _diameter, _powers]
        )
            command.Options.Add(option);
    }

    /// <summary>Settings and the distances that are wanted.</summary>
    /// <exception cref="UsageException">Values that do not go together.</exception>
    public (PdfOptions Options, PdfGrid Grid) Read(ParseResult parsed)
    {
        var (rmin, rmax, dr) = (parsed.GetValue(_rmin), parsed.GetValue(_rmax), parsed.GetValue(_dr));
        var (qmin, qmax) = (parsed.GetValue(_qmin), parsed.GetValue(_qmax));
        if (rmax <= rmin)
            throw new UsageException(Invariant($"--rmax: expected more than --rmin {rmin:g6} Å, got {rmax:g6}."));
        if (qmax != 0 && qmax <= qmin)
            throw new UsageException(Invariant($"--qmax: expected more than --qmin {qmin:g6} 1/Å (or 0 for none), got {qmax:g6}."));
        if (parsed.GetValue(_grid) is not null && parsed.GetResult(_dr) is { Implicit: false })
            throw new UsageException("--dr and --grid: give one of them.");
        var fine = dr / Math.Ceiling(dr / FinestStep - 1e-9);
        var uiso = parsed.GetValue(_uiso);
        var options = new PdfOptions
        {
            Radiation = parsed.GetValue(_radiation) == "neutron" ? PdfRadiation.Neutron : PdfRadiation.XRay,
            QminPerAngstrom = qmin,
            QmaxPerAngstrom = qmax,
            QdampPerAngstrom = parsed.GetValue(_qdamp),
            QbroadPerAngstrom = parsed.GetValue(_qbroad),
            Delta1Angstrom = parsed.GetValue(_delta1),
            Delta2Angstrom2 = parsed.GetValue(_delta2),
            DefaultUisoAngstrom2 = uiso,
            UniformUisoAngstrom2 = parsed.GetValue(_uniform) ? uiso : null,
            MinimumRAngstrom = rmin,
            MaximumRAngstrom = rmax,
            StepAngstrom = parsed.GetValue(_grid) is null ? fine : FinestStep,
            DiameterAngstrom = parsed.GetValue(_diameter),
            ScatteringPowers = Powers(parsed.GetValue(_powers) ?? []),
        };
        var grid = parsed.GetValue(_grid) is { } count ? PdfGrid.Points(rmin, rmax, count) : Multiples(rmin, rmax, dr);
        return grid.Count > 0
            ? (options, grid)
            : throw new UsageException(Invariant($"--dr: no multiple of {dr:g6} Å lies within {rmin:g6}…{rmax:g6} Å."));
    }

    private static PdfGrid Multiples(double first, double last, double step)
    {
        var (low, high) = (Math.Ceiling(first / step - 1e-9), Math.Floor(last / step + 1e-9));
        return new PdfGrid(low * step, step, (int)Math.Max(0, high - low + 1));
    }

    private static ImmutableDictionary<string, double>? Powers(string[] texts)
    {
        var powers = ImmutableDictionary.CreateBuilder<string, double>();
        foreach (var text in texts)
        {
            var parts = text.Split('=');
            if (
                parts.Length != 2
                || !Species.TryParse(parts[0], out var species)
                || !double.TryParse(parts[1], CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
            )
                throw new UsageException($"--scattering: expected an element and a number such as Ni=-8.7, got '{text}'.");
            powers[species.Symbol] = value;
        }

        return powers.Count > 0 ? powers.ToImmutable() : null;
    }

    private static Option<double> Number(
        string name,
        string unit,
        string description,
        double standard,
        Predicate<double> holds,
        string range
    ) =>
        Options.Check(
            new Option<double>(name)
            {
                Description = description,
                HelpName = unit,
                DefaultValueFactory = _ => standard,
            },
            holds,
            $"{name}: expected {range}"
        );
}
