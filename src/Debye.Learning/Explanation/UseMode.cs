using Debye.Tensors;

namespace Debye.Learning.Explanation;

/// <summary>Holds networks as in use, with parameters that take no gradient, until it is disposed.</summary>
/// <remarks>Other threads that want the same wait so long: neither finds the networks in the mode that the other puts back. For one
/// thread.</remarks>
internal sealed class UseMode : IDisposable
{
    private readonly List<(Module Module, bool Training)> _modules = [];
    private readonly List<Parameter> _frozen = [];

    public UseMode(params IEnumerable<Module> networks)
    {
        Module[] all = [.. networks];
        foreach (var network in all)
            Hold(network);
        foreach (var network in all)
        {
            network.Eval();
            foreach (var (_, parameter) in network.NamedParameters())
            {
                if (!parameter.RequiresGradient)
                    continue;
                parameter.RequiresGradient = false;
                _frozen.Add(parameter);
            }
        }
    }

    public void Dispose()
    {
        // Parents come before their parts: switching a parent switches its parts too, which then get their own mode back.
        foreach (var (module, training) in _modules)
            module.Train(training);
        foreach (var parameter in _frozen)
            parameter.RequiresGradient = true;
        foreach (var (module, _) in _modules)
            Monitor.Exit(module);
    }

    /// <summary>Takes the module and its parts, in their order, whatever network they are looked at through.</summary>
    private void Hold(Module module)
    {
        Monitor.Enter(module);
        _modules.Add((module, module.Training));
        foreach (var (_, child) in module.Children)
            Hold(child);
    }
}
